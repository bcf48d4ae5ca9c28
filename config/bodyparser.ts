import { defineConfig } from '@adonisjs/core/bodyparser'

/** Bounds on everything that comes in (F19): a page never needs more than this. */
export default defineConfig({
  allowedMethods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  form: { convertEmptyStringsToNull: true, types: ['application/x-www-form-urlencoded'], limit: '256kb' },
  json: { convertEmptyStringsToNull: true, types: ['application/json'], limit: '2mb' },
  multipart: { autoProcess: true, convertEmptyStringsToNull: true, processManually: [], limit: '60mb', types: ['multipart/form-data'], maxFields: 100 },
})
