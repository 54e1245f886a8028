import { Controller, Get } from '@nestjs/common';
import { Database } from '@slipstream/persistence';

@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get()
  async health(): Promise<{ status: 'ok' }> {
    await this.database.ping();
    return { status: 'ok' };
  }
}
