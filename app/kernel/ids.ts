import { v7 } from 'uuid'

/** A time-ordered, globally unique id (UUID version 7): rows made at a kiosk that was offline never collide. */
export function newId(): string {
  return v7()
}
