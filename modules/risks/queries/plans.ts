import db from '@adonisjs/lucid/services/db'
import type { EmergencyCard, EmergencyPlan } from '#modules/risks/plan'

const planOf = (row: any): EmergencyPlan => ({ ...JSON.parse(row.body), code: row.code, name: row.name, name_en: row.name_en, active: Boolean(row.active) })

export async function activePlans(): Promise<EmergencyPlan[]> {
  return (await db.from('emergency_plans').where('active', true).orderBy('code')).map(planOf)
}

export async function allPlans(): Promise<EmergencyPlan[]> {
  return (await db.from('emergency_plans').orderBy('code')).map(planOf)
}

export async function findPlan(code: string): Promise<EmergencyPlan | null> {
  const row = await db.from('emergency_plans').where('code', code).first()
  return row ? planOf(row) : null
}

export async function findCard(code: string): Promise<{ card: EmergencyCard; plan: EmergencyPlan } | null> {
  for (const plan of await activePlans()) {
    const card = plan.cards.find((one) => one.code === code)
    if (card) return { card, plan }
  }
  return null
}
