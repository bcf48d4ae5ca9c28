/** How a room comes up and goes down; `start/rooms.ts` calls them floor by floor, and backwards on the way out. */
export interface Room {
  name: string
  /** Registries and subscriptions. In every environment, ace commands and tests included. */
  register?(): void
  /** Timers, threads and sockets. In the web environment only. */
  ready?(): Promise<void>
  /** Undoes `ready`; tried even where another room's failed. */
  shutdown?(): Promise<void>
}
