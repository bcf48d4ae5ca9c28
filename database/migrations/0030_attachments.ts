import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/attachments. Rows are never changed or deleted: what was shown as evidence stays what it was. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('attachments', (table) => {
      table.string('id').primary()
      table.string('kind').notNullable().checkIn(['photo', 'video', 'audio', 'document'])
      table.string('media_type').notNullable()
      table.bigInteger('size_bytes').notNullable()
      /** Of the file as it is stored, and of the bytes as they came in. */
      table.string('sha256', 64).notNullable().index()
      table.string('received_sha256', 64).notNullable()
      /** Below the folder of attachments. */
      table.string('path').notNullable()
      table.string('original_name').notNullable()
      table.integer('width')
      table.integer('height')
      /** What the camera says; a hint, since anybody can set a camera's clock. */
      table.bigInteger('camera_at')
      table.float('camera_latitude')
      table.float('camera_longitude')
      /** Where the uploading device said it was. */
      table.float('latitude')
      table.float('longitude')
      table.float('accuracy_m')
      table.string('uploaded_by').references('accounts.id')
      table.string('device')
      /** The server's clock: the time that counts. */
      table.bigInteger('uploaded_at').notNullable()
      table.check(`kind <> 'photo' OR (width IS NOT NULL AND height IS NOT NULL)`, [], 'attachments_photos_have_a_size')
      table.check('uploaded_by IS NOT NULL OR device IS NOT NULL', [], 'attachments_come_from_somebody')
    })
    if (this.db.dialect.name === 'sqlite3') {
      for (const change of ['UPDATE', 'DELETE'])
        this.schema.raw(
          `CREATE TRIGGER attachments_no_${change.toLowerCase()} BEFORE ${change} ON attachments
           BEGIN SELECT RAISE(ABORT, 'attachments are append-only'); END`
        )
    }
  }

  async down() {
    this.schema.dropTable('attachments')
  }
}
