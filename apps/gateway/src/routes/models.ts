import type { ModelList, ModelObject } from '@slipstream/contract';
import type { Route } from '@slipstream/persistence';
import type { FastifyRequest } from 'fastify';
import { modelNotFound } from '../api-error.js';
import type { Services } from '../services.js';

/** `GET /v1/models`: the endpoints this key may use, ready or not. */
export function handleModels({ directory }: Services) {
  return async ({ caller }: FastifyRequest): Promise<ModelList> => {
    const routes = await directory.listRoutes(caller.tenantId);
    return { object: 'list', data: routes.filter((route) => caller.mayUse(route.endpointId)).map(toModel) };
  };
}

export function handleModel({ directory }: Services) {
  return async ({ caller, params }: FastifyRequest<{ Params: { id: string } }>): Promise<ModelObject> => {
    const route = await directory.findRoute(caller.tenantId, params.id);
    if (!route || !caller.mayUse(route.endpointId)) {
      throw modelNotFound(params.id);
    }
    return toModel(route);
  };
}

function toModel({ endpointName, createdAt }: Route): ModelObject {
  const created = Math.floor(createdAt.getTime() / 1_000);
  return { id: endpointName, object: 'model', created, owned_by: 'slipstream' };
}
