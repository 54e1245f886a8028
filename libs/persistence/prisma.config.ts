import { defineConfig } from 'prisma/config';

/** Only `prisma generate` reads this. Migrations are applied by `applyMigrations`, which needs no engine binary. */
export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
});
