import { registerAction, registerDataset, registerForesight } from '#app/rules/registry'
import { closeByRule } from '#modules/personnel/actions/close_by_rule'
import { certificateTerms } from '#modules/personnel/queries/certificate_terms'
import { wouldHaveRefused } from '#modules/personnel/queries/would_have_refused'

/** What rules may go over, and that they may shut an area. */
export function registerPersonnelRules(): void {
  registerDataset({
    code: 'personnel.certificates',
    name: '人员证书有效期',
    nameEn: 'Terms of certificates',
    key: 'key',
    label: 'label',
    area: 'areaCode',
    load: certificateTerms,
    fields: {
      days_left: { type: 'number', name: '剩余天数', nameEn: 'Days left; 0 is the last valid day', example: 30 },
      review_days_left: { type: 'number', name: '距复审天数', nameEn: 'Days until the review', example: 30 },
      typeCode: { type: 'text', name: '证书类型', nameEn: 'Kind', of: 'certificate_types', example: 'WELDING' },
      typeName: { type: 'text', name: '证书名称', nameEn: 'Name of the kind', example: '焊接与热切割' },
      typeName_en: { type: 'text', name: '证书英文名称', nameEn: 'Name of the kind in English' },
      number: { type: 'text', name: '证书编号', nameEn: 'Number' },
      validTo: { type: 'text', name: '有效期至', nameEn: 'Valid to' },
      person: { type: 'text', name: '姓名', nameEn: 'Name' },
      person_en: { type: 'text', name: '英文姓名', nameEn: 'Name in English' },
      areaCode: { type: 'text', name: '区域', nameEn: 'Area', of: 'areas' },
      accountId: { type: 'text', name: '本人', nameEn: 'The person', of: 'accounts' },
      supervisorId: { type: 'text', name: '直接上级', nameEn: 'The direct supervisor', of: 'accounts' },
    },
  })
  registerForesight(wouldHaveRefused)
  registerAction({
    do: 'close_area',
    name: '关闭区域',
    nameEn: 'Shut an area',
    parameters: {
      area: { type: 'code', of: 'areas', name: '区域', nameEn: 'Area; otherwise that of the fact' },
      level: { type: 'choice', choices: ['restricted', 'closed'], name: '程度', nameEn: 'How far', example: 'closed' },
    },
    carryOut: closeByRule,
  })
}
