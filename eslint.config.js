import { configApp } from '@adonisjs/eslint-config'

export default configApp(
  {
    ignores: ['build/**', 'public/**', 'storage/**', 'tmp/**', '.adonisjs/**', 'tests/architecture/violations/**', 'kiosk/**/*.svelte'],
  },
  {
    rules: {
      '@unicorn/filename-case': ['error', { case: 'snakeCase', ignore: ['README.md', 'README.zh-CN.md'] }],
      'prettier/prettier': 'off',
      // Rows carry the column names of the database and of the API.
      '@typescript-eslint/naming-convention': 'off',
      '@unicorn/no-await-expression-member': 'off',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-implied-eval': 'error',
    },
  }
)
