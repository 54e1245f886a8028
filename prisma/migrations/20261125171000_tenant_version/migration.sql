-- What an update of a tenant was made on the basis of.
ALTER TABLE "tenants" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
