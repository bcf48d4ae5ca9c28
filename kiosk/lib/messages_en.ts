import { flatten } from '#kiosk/lib/flatten'

/** All rooms' texts of this language, put in at build time; their own chunk, so that a screen loads one language. */
export const messages = flatten(import.meta.glob('../../resources/lang/en/*.json', { eager: true, import: 'default' }))
