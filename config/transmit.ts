import { defineConfig } from '@adonisjs/transmit'

export default defineConfig({ pingInterval: '20s', transport: null })
