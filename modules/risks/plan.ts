/** An emergency plan as data: when it starts, what is to be done by whom, and the cards for each post. */
export interface EmergencyPlan {
  code: string
  name: string
  name_en: string
  trigger: {
    alarm_class: string
    /** This priority and graver ones. */
    priority_max: 1 | 2 | 3 | 4
    /** Left out: anywhere. */
    areas?: string[]
  }
  team: string
  /** Roles that are told beside the team. */
  tell: string[]
  steps: { title: string; title_en: string; role: string; card?: string }[]
  cards: EmergencyCard[]
  active?: boolean
}

/** 应急处置卡: for one post, readable at arm's length. */
export interface EmergencyCard {
  code: string
  title: string
  title_en: string
  steps: string[]
  steps_en: string[]
  contacts: { name: string; name_en: string; phone: string }[]
}

/** Whether an alarm starts the plan. Pure. */
export function isTriggered(plan: EmergencyPlan, alarm: { alarmClass: string; priority: number; areaLine: string[] }): boolean {
  const { alarm_class, priority_max, areas } = plan.trigger
  return (
    alarm.alarmClass === alarm_class &&
    alarm.priority <= priority_max &&
    (areas === undefined || areas.some((area) => alarm.areaLine.includes(area)))
  )
}
