import { defineConfig, drivers } from '@adonisjs/core/hash'

export default defineConfig({
  default: 'scrypt',
  list: { scrypt: drivers.scrypt({ cost: 16_384, blockSize: 8, parallelization: 1, maxMemory: 33_554_432 }) },
})

declare module '@adonisjs/core/types' {
  export interface HashersList {
    scrypt: ReturnType<typeof drivers.scrypt> extends { resolver: () => Promise<infer T> } ? T : never
  }
}
