import {
  booleanColumn,
  choiceColumn,
  dateColumn,
  definitionImport,
  registerImport,
  textColumn,
  type ImportColumn,
} from '#app/integrations/index'
import { err, ok } from '#app/kernel/result'

const KINDS: Record<string, string> = { employee: 'employee', contractor: 'contractor', 正式工: 'employee', 承包商: 'contractor' }

/** `worker; area_responsible@GAS2` */
const rolesColumn: ImportColumn = {
  name: 'roles',
  aliases: ['角色'],
  required: false,
  parse(text) {
    const parts = text.split(/[;;、]/).map((part) => part.trim()).filter(Boolean)
    const odd = parts.find((part) => !/^[a-z_]+(@[A-Z0-9-]+)?$/.test(part))
    if (odd) return err(`"${odd}" is no role, such as worker or area_responsible@GAS2.`)
    return ok(parts.map((part) => part.split('@')).map(([role, area]) => ({ role, ...(area ? { area } : {}) })))
  },
}

const kindColumn: ImportColumn = {
  name: 'kind',
  aliases: ['类别', '人员类别'],
  required: true,
  parse: (text) => (KINDS[text] ? ok(KINDS[text]) : err(`"${text}" is neither employee nor contractor (正式工 / 承包商).`)),
}

/** `import:people`: the people themselves; what they have learnt and hold comes with the definitions or by hand. */
export function registerPeopleImport(): void {
  registerImport(
    definitionImport('people', [
      textColumn('code', { required: true, aliases: ['工号', '编号'] }),
      textColumn('name', { required: true, aliases: ['姓名'] }),
      textColumn('name_en', { aliases: ['英文名', '拼音'] }),
      textColumn('badge', { aliases: ['卡号'] }),
      textColumn('email', { aliases: ['邮箱'] }),
      textColumn('phone', { aliases: ['电话'] }),
      choiceColumn('locale', ['zh-CN', 'en'], { aliases: ['语言'] }),
      booleanColumn('active', { aliases: ['在职'] }),
      kindColumn,
      textColumn('company', { aliases: ['公司', '承包商'] }),
      textColumn('area', { aliases: ['区域', '单位'] }),
      textColumn('supervisor', { aliases: ['主管'] }),
      textColumn('post', { aliases: ['岗位'] }),
      dateColumn('medical_valid_to', { aliases: ['体检有效期'] }),
      rolesColumn,
    ])
  )
}
