import type { BoardArea } from '#app/board/snapshot'

type Box = [number, number, number, number]
const box = ([left, top, right, bottom]: Box): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
]

const area = (
  code: string,
  parentCode: string | null,
  name: string,
  nameEn: string,
  outline: Box,
  more: Partial<BoardArea> = {}
): BoardArea => ({
  code,
  parentCode,
  kind: 'area',
  name,
  nameEn,
  outline: box(outline),
  gasClass: null,
  grade: 'blue',
  assessedGrade: 'blue',
  access: 'normal',
  people: 0,
  alarm: null,
  unknownPoints: 0,
  blind: 0,
  coverage: 100,
  points: 8,
  permits: 0,
  ...more,
})

export const areas: BoardArea[] = [
  area('PLANT', null, '红线示范钢铁厂', 'Redline demo steel works', [0, 0, 1000, 560], {
    kind: 'site',
    grade: null,
    assessedGrade: null,
    points: 0,
  }),
  area('COKE', 'PLANT', '焦化厂', 'Coking plant', [20, 20, 270, 250], { kind: 'workshop', grade: null }),
  area('COKE-OVEN', 'COKE', '焦炉区', 'Coke ovens', [35, 60, 140, 235], { gasClass: '2', grade: 'yellow', people: 3 }),
  area('COKE-GAS', 'COKE', '煤气净化', 'Coke gas cleaning', [155, 60, 255, 235], { gasClass: '1', unknownPoints: 2, blind: 2, coverage: 75 }),
  area('IRON', 'PLANT', '炼铁厂', 'Ironmaking', [290, 20, 590, 250], { kind: 'workshop', grade: null }),
  area('BF7', 'IRON', '7#高炉', 'Blast furnace 7', [305, 60, 430, 235], {
    gasClass: '1',
    grade: 'yellow',
    people: 2,
    permits: 1,
  }),
  area('BF8', 'IRON', '8#高炉', 'Blast furnace 8', [450, 60, 575, 235], { gasClass: '1', alarm: 3 }),
  area('STEEL', 'PLANT', '炼钢厂', 'Steelmaking', [610, 20, 980, 250], { kind: 'workshop', grade: null }),
  area('CONV1', 'STEEL', '1#转炉', 'Converter 1', [625, 60, 790, 235], {
    grade: 'orange',
    assessedGrade: 'yellow',
    access: 'restricted',
    people: 4,
  }),
  area('CASTER', 'STEEL', '连铸', 'Continuous caster', [810, 60, 965, 235], { people: 1 }),
  area('ENERGY', 'PLANT', '动力厂', 'Energy department', [20, 270, 520, 540], { kind: 'workshop', grade: null }),
  area('GAS1', 'ENERGY', '煤气区一', 'Gas area 1', [35, 300, 180, 520], { gasClass: '1' }),
  area('GAS2', 'ENERGY', '煤气区二', 'Gas area 2', [200, 300, 350, 520], {
    gasClass: '1',
    grade: 'red',
    assessedGrade: 'orange',
    access: 'closed',
    people: 2,
    alarm: 1,
    unknownPoints: 1,
    blind: 1,
    coverage: 88,
    permits: 2,
  }),
  area('SUB110', 'ENERGY', '110kV变电站', '110 kV substation', [370, 300, 505, 520]),
  area('OXY1', 'PLANT', '制氧', 'Oxygen plant', [545, 300, 685, 520]),
  area('HSM', 'PLANT', '热连轧', 'Hot strip mill', [715, 300, 965, 520], { people: 1 }),
]

const names = new Map(areas.map((one) => [one.code, one]))
export const place = (areaCode: string) => ({
  areaCode,
  areaName: names.get(areaCode)!.name,
  areaNameEn: names.get(areaCode)!.nameEn,
})
