-- Who a person is to an OpenID Connect provider.
CREATE TABLE "user_identities" (
  "issuer" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "user_identities_pkey" PRIMARY KEY ("issuer", "subject"),
  CONSTRAINT "user_identities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "user_identities_user_id_idx" ON "user_identities" ("user_id");

-- An invitation is found by its address by who has shown that it is theirs.
CREATE INDEX "invitations_email_idx" ON "invitations" ("email");

ALTER TABLE "user_identities" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY "platform" ON "user_identities" TO "slipstream_platform" USING (TRUE) WITH CHECK (TRUE);
