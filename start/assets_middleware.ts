import { readdirSync } from 'node:fs'
import { extname } from 'node:path'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const TYPES: Record<string, string> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm' }
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
]

/**
 * Hands out the build's files as they were compressed when it was made, and lets browsers keep them: their names change
 * with their content. The static middleware behind it does the sending.
 */
export default class AssetsMiddleware {
  /** Read once: the framework makes an instance for each request. */
  static readonly #files = new Set(listAssets())

  handle({ request, response }: HttpContext, next: NextFn) {
    const path = request.url()
    if (!path.startsWith('/assets/') || !AssetsMiddleware.#files.has(path)) return next()

    response.header('cache-control', 'public, max-age=31536000, immutable')
    const accepted = request.header('accept-encoding') ?? ''
    const encoding = ENCODINGS.find(({ name, ending }) => accepted.includes(name) && AssetsMiddleware.#files.has(path + ending))
    const type = TYPES[extname(path)]
    if (encoding && type) {
      request.request.url = path + encoding.ending
      response.header('content-encoding', encoding.name)
      response.header('content-type', type)
      response.header('vary', 'accept-encoding')
    }
    return next()
  }
}

function listAssets(): string[] {
  try {
    return readdirSync(app.publicPath('assets')).map((name) => `/assets/${name}`)
  } catch {
    // Without a build, in development, Vite's own server has the files.
    return []
  }
}
