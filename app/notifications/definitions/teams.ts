import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'

interface TeamRow {
  code: string
  name: string
  name_en: string
  members: { account: string; shift?: string | null }[]
}

/** `teams.yaml`: who belongs to a team, and in which shift; `shift` left out: always. */
export function registerTeamDefinitions(): void {
  registerDefinitions<TeamRow>({
    kind: 'teams',
    order: 30,
    schema: vine.object({
      code: vine.string().maxLength(40),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      members: vine.array(
        vine.object({ account: vine.string().maxLength(40), shift: vine.string().maxLength(20).nullable().optional() })
      ),
    }),
    validate(rows, context) {
      const people = context.known('people')
      const shifts = context.known('shifts')
      return rows.flatMap((row, index) =>
        row.members.flatMap(({ account, shift }, member) => {
          const faults = []
          const path = ['members', member]
          if (!people.has(account))
            faults.push({ row: index, path: [...path, 'account'], message: `There is no person "${account}" in people.` })
          if (shift && !shifts.has(shift))
            faults.push({ row: index, path: [...path, 'shift'], message: `There is no shift "${shift}" in shifts.` })
          return faults
        })
      )
    },
    async current() {
      const teams = await db.from('teams').orderBy('code')
      const members = await db.from('team_members').orderBy('id')
      return teams.map(({ code, name, name_en }) => ({
        code,
        name,
        name_en,
        members: members
          .filter((member) => member.team_code === code)
          .map(({ account_code, shift_code }) => ({ account: account_code, ...(shift_code ? { shift: shift_code } : {}) })),
      }))
    },
    async apply(tx, rows) {
      for (const { code, name, name_en, members } of rows) {
        await tx.db.knexQuery().insert({ code, name, name_en }).into('teams').onConflict('code').merge()
        await tx.db.from('team_members').where('team_code', code).delete()
        const list = members.map(({ account, shift }) => ({ team_code: code, account_code: account, shift_code: shift ?? null }))
        if (list.length > 0) await tx.db.table('team_members').multiInsert(list)
      }
    },
    example: { code: 'emergency-team', name: '应急小组', name_en: 'Emergency team', members: [{ account: 'E1009' }] },
  })
}
