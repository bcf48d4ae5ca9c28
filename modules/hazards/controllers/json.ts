import { clock } from '#app/kernel/clock'
import { isOverdue, type findHazard } from '#modules/hazards/queries/list_hazards'

type Found = NonNullable<Awaited<ReturnType<typeof findHazard>>>

/** A hazard with its way, for the API: photos by `/api/v1/attachments/{id}`. */
export const hazardJson = ({ row, type, area, steps, photos, names }: Found) => ({
  id: row.id,
  code: row.code,
  class: row.class,
  type: { code: type.code, name: type.name, name_en: type.name_en, icon: type.icon, photo_after: Boolean(type.photo_after) },
  area: { code: row.area_code, name: area.name, name_en: area.nameEn },
  equipment: row.equipment_code,
  withdrawn_as: row.withdrawn_as,
  duplicate_of: row.duplicate_of,
  level: row.level,
  state: row.state,
  words: row.words,
  reporter: row.reporter_name,
  reporter_en: names.get(row.reporter_id) ?? null,
  assignee: row.assignee_name,
  assignee_en: row.assignee_id ? (names.get(row.assignee_id) ?? null) : null,
  round: row.round,
  reported_at: row.reported_at,
  due_at: row.due_at,
  original_due_at: row.original_due_at,
  wanted_due_at: row.wanted_due_at,
  closed_at: row.closed_at,
  overdue: isOverdue(row, clock.now()),
  photos,
  steps,
})
