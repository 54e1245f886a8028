-- Pages of a tenant's endpoints are in the order of their ids.
CREATE INDEX "endpoints_tenant_id_id_idx" ON "endpoints" ("tenant_id", "id");
