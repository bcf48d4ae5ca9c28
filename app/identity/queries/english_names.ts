import { listAccounts } from '#app/identity/queries/list_accounts'

/** English names of people by account; who has none, or is no person, is not in it. */
export async function englishNames(ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  const people = known.length > 0 ? await listAccounts(known) : []
  return new Map(people.flatMap(({ id, nameEn }) => (nameEn ? [[id, nameEn] as const] : [])))
}
