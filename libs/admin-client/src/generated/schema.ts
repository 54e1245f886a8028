// Generated from docs/openapi.json by `npm run generate -w @slipstream/admin-client`.

export interface paths {
  '/api/docs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * This document as a page to read and try
     * @description Anybody may ask.
     */
    get: operations['getDocs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/docs/scripts/{file}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A script of the page
     * @description Anybody may ask.
     */
    get: operations['getDocsScript'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/docs/style.css': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The style of the page
     * @description Anybody may ask.
     */
    get: operations['getDocsStylesheet'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * This document, by the path that gateways pass on
     * @description Anybody may ask.
     */
    get: operations['getOpenApiBehindGateway'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List all changes, newest first
     * @description Takes a platform admin key.
     */
    get: operations['listAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/invitations/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Accept an invitation, which makes a member and signs in
     * @description Anybody may ask.
     */
    post: operations['acceptInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List all models, oldest first
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listModels'];
    put?: never;
    /**
     * Register a model
     * @description It is fetched and compiled in the background: `state` and `progress` tell how far.
     *
     *     Takes a platform admin key.
     */
    post: operations['createModel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/{modelId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a model
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getModel'];
    put?: never;
    post?: never;
    /**
     * Delete a model that no endpoint is of
     * @description What was compiled of it, and a file that was fetched from a URL, are removed from the machine.
     *
     *     Takes a platform admin key.
     */
    delete: operations['deleteModel'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/{modelId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try a failed model again
     * @description What was fetched and compiled before is used again. A model that has not failed stays as it is.
     *
     *     Takes a platform admin key.
     */
    post: operations['retryModel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who is signed in, and where they are a member
     * @description Takes the session cookie.
     */
    get: operations['getSession'];
    put?: never;
    /**
     * Sign in, which sets the session cookie
     * @description Anybody may try, though not too often.
     */
    post: operations['signIn'];
    /**
     * Sign out; the session is of no use any more
     * @description Takes the session cookie.
     */
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session/oidc': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Sign in with the OpenID Connect provider: redirects there
     * @description Anybody may ask.
     */
    get: operations['startOidcSignIn'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session/oidc/callback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Where the OpenID Connect provider sends people back to; sets the session cookie
     * @description The provider must say that the email address is verified. Somebody who is known by it is signed in; open invitations to it are accepted, and give an account to somebody who has none. Goes on to `/`.
     *
     *     Anybody may ask.
     */
    get: operations['finishOidcSignIn'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/snapshot-signer': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the public key that this installation signs exports with
     * @description Another installation imports them once its operator has added the key to those it trusts.
     *
     *     Anybody may ask.
     */
    get: operations['getSnapshotSigner'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List all tenants, oldest first
     * @description Takes a platform admin key.
     */
    get: operations['listTenants'];
    put?: never;
    /**
     * Create a tenant
     * @description Takes a platform admin key.
     */
    post: operations['createTenant'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a tenant
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getTenant'];
    put?: never;
    post?: never;
    /**
     * Delete a tenant that has no endpoints any more, with its keys
     * @description Takes a platform admin key.
     */
    delete: operations['deleteTenant'];
    options?: never;
    head?: never;
    /**
     * Give a tenant another name
     * @description Takes a platform admin key.
     */
    patch: operations['updateTenant'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/audit-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the changes within a tenant, newest first
     * @description Takes the scope `admin`.
     */
    get: operations['listTenantAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/budgets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the budgets of a tenant, oldest first
     * @description Takes the scope `usage:read`.
     */
    get: operations['listBudgets'];
    put?: never;
    /**
     * Create a budget of tokens
     * @description Webhooks are told with `budget.threshold_reached` when usage reaches one of its thresholds. A budget stops nothing; limits do.
     *
     *     Takes the scope `admin`.
     */
    post: operations['createBudget'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/budgets/{budgetId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a budget
     * @description Takes the scope `usage:read`.
     */
    get: operations['getBudget'];
    put?: never;
    post?: never;
    /**
     * Delete a budget
     * @description Takes the scope `admin`.
     */
    delete: operations['deleteBudget'];
    options?: never;
    head?: never;
    /**
     * Change a budget
     * @description Fields that are left out stay as they are.
     *
     *     Takes the scope `admin`.
     */
    patch: operations['updateBudget'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the endpoints of a tenant, oldest first
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listEndpoints'];
    put?: never;
    /**
     * Create an endpoint
     * @description Its name is what requests call their `model`.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['createEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an endpoint
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getEndpoint'];
    put?: never;
    post?: never;
    /**
     * Delete an endpoint, whatever its state
     * @description It takes no requests from this moment on, and is gone once its replicas are.
     *
     *     Takes the scope `endpoints:write`.
     */
    delete: operations['deleteEndpoint'];
    options?: never;
    head?: never;
    /**
     * Change how many replicas an endpoint may have, and what that follows
     * @description Fields that are left out stay as they are. Replicas are added or drained without a stop.
     *
     *     Takes the scope `endpoints:write`.
     */
    patch: operations['updateEndpoint'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/replicas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the newest 50 replicas of an endpoint, with what they report of themselves
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listReplicas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the newest 50 revisions of an endpoint, newest first
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listRevisions'];
    put?: never;
    /**
     * Give an endpoint new weights
     * @description What becomes of them shows in the list. Asking again for the same changes nothing.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['createRevision'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshot-copy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start from a snapshot of another endpoint of the tenant
     * @description A warm start: the other endpoint has to have the same model. Otherwise like an import.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['copySnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshot-import': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import a snapshot that was exported
     * @description It has to be signed by this installation for this tenant, or by another one that this one trusts, be whole, and be of the endpoint’s model. It becomes a candidate, and active if the endpoint has learned nothing yet or replay finds it no slower; then live traffic has the last word.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['importSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshot-rollback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go back to the version that was active before
     * @description The present one is rejected; without an earlier one there is nothing to go back to (404).
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['rollBackSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshots': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the snapshots of an endpoint, oldest first
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listSnapshots'];
    put?: never;
    /**
     * Keep what an endpoint has learned, now
     * @description This also happens by itself, at intervals and whenever a replica is drained. Gives the newest snapshot when nothing was learned since.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['createSnapshot'];
    /**
     * Delete all that an endpoint has learned
     * @description Every snapshot, frozen ones too, and every sequence kept to judge them by; replicas forget what they know. What was learned before and is still on its way is refused.
     *
     *     Takes the scope `endpoints:write`.
     */
    delete: operations['deleteLearnedData'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshots/{snapshotId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a snapshot
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getSnapshot'];
    put?: never;
    post?: never;
    /**
     * Delete a snapshot and its bytes for good
     * @description Replicas keep what they know of it; to make them forget, delete all that was learned.
     *
     *     Takes the scope `endpoints:write`.
     */
    delete: operations['deleteSnapshot'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshots/{snapshotId}/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export a snapshot
     * @description As a file that this installation has signed. It holds what was learned from requests and answers.
     *
     *     Takes the scope `endpoints:write`.
     */
    get: operations['exportSnapshot'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshots/{snapshotId}/freeze': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Keep a snapshot whatever the retention policy says
     * @description One that is active is kept anyway; to stay with it, pin it by the speculation policy.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['freezeSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshots/{snapshotId}/promote': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go back, or forward, to a snapshot
     * @description Running replicas go on from it at once, without a stop, and new ones start with it. A version that was never active, or was rejected, takes `force=true`; live measurement still takes it back if it is slower.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['promoteSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/snapshots/{snapshotId}/unfreeze': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Leave a frozen snapshot to the retention policy
     * @description Takes the scope `endpoints:write`.
     */
    post: operations['unfreezeSnapshot'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/speculation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What speculation is worth to an endpoint, now
     * @description Figures are of the last hour; windows come in about a minute after what they tell of.
     *
     *     Takes the scope `endpoints:read`.
     */
    get: operations['getSpeculation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/speculation-policy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get how an endpoint speculates and learns
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getSpeculationPolicy'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change how an endpoint speculates and learns
     * @description Running replicas follow at once; requests that run finish as they began.
     *
     *     Takes the scope `endpoints:write`.
     */
    patch: operations['updateSpeculationPolicy'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/speculation/drift-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List lasting changes of an endpoint’s traffic, oldest first
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listDriftEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/speculation/series': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What speculation was worth to an endpoint, over time
     * @description Oldest first, at most the newest 2000 points.
     *
     *     Takes the scope `endpoints:read`.
     */
    get: operations['getSpeculationSeries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start an endpoint
     * @description Starting what is started changes nothing; an endpoint that has failed is tried anew.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['startEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/endpoints/{endpointId}/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop an endpoint
     * @description Its replicas drain and end; stopping what is stopped changes nothing.
     *
     *     Takes the scope `endpoints:write`.
     */
    post: operations['stopEndpoint'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the invitations of a tenant, oldest first
     * @description Takes the scope `admin`.
     */
    get: operations['listInvitations'];
    put?: never;
    /**
     * Invite a person into a tenant
     * @description The invitation lasts seven days. Nobody invites somebody into a role above their own.
     *
     *     Takes the scope `admin`.
     */
    post: operations['createInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/invitations/{invitationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke an invitation
     * @description Revoking again, or one that was accepted, changes nothing.
     *
     *     Takes the scope `admin`.
     */
    delete: operations['revokeInvitation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the keys of a tenant, oldest first
     * @description Takes the scope `keys:write`.
     */
    get: operations['listApiKeys'];
    put?: never;
    /**
     * Create an API key
     * @description Takes the scope `keys:write`.
     */
    post: operations['createApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/keys/{keyId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an API key
     * @description Takes the scope `keys:write`.
     */
    get: operations['getApiKey'];
    put?: never;
    post?: never;
    /**
     * Revoke an API key, at once on every gateway
     * @description Revoking again changes nothing. The key stays in the list, so that audits find it.
     *
     *     Takes the scope `keys:write`.
     */
    delete: operations['revokeApiKey'];
    options?: never;
    head?: never;
    /**
     * Change an API key
     * @description Fields that are left out stay as they are. Nobody can grant a scope that they do not hold.
     *
     *     Takes the scope `keys:write`.
     */
    patch: operations['updateApiKey'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/keys/{keyId}/limits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what a key may use
     * @description Takes the scope `keys:write`.
     */
    get: operations['getKeyLimits'];
    /**
     * Set what a key may use
     * @description Within what its tenant may use. Takes effect on every gateway at once.
     *
     *     Takes the scope `keys:write`.
     */
    put: operations['setKeyLimits'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/keys/{keyId}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Replace an API key by a new one, with an overlap
     * @description The new key has the name, scopes, endpoints and limits of the old one, whose budgets become its own, and lasts as long. What the old one has used of a month counts for the new one. The old one works until the overlap ends, so that nothing stops while the new one is brought out.
     *
     *     Takes the scope `keys:write`.
     */
    post: operations['rotateApiKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/limits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what a tenant may use
     * @description Takes the scope `usage:read`.
     */
    get: operations['getTenantLimits'];
    /**
     * Set what a tenant may use
     * @description The platform limits tenants. Takes effect on every gateway at once.
     *
     *     Takes a platform admin key.
     */
    put: operations['setTenantLimits'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the members of a tenant
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['listMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/members/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a member
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getMember'];
    put?: never;
    post?: never;
    /**
     * Remove a member; they lose access at once
     * @description Takes the scope `admin`.
     */
    delete: operations['removeMember'];
    options?: never;
    head?: never;
    /**
     * Give a member another role
     * @description Nobody changes somebody above themselves, and a tenant that has an owner keeps one.
     *
     *     Takes the scope `admin`.
     */
    patch: operations['updateMember'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/speculation-policy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get what holds for all endpoints of a tenant
     * @description Takes the scope `endpoints:read`.
     */
    get: operations['getTenantSpeculationPolicy'];
    /**
     * Say what holds for all endpoints of a tenant
     * @description Takes the scope `admin`.
     */
    put: operations['setTenantSpeculationPolicy'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Add up what a tenant has used, by hour or day, endpoint and key
     * @description Takes the scope `usage:read`.
     */
    get: operations['sumUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/usage.csv': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same sums as a CSV file
     * @description Takes the scope `usage:read`.
     */
    get: operations['exportUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/usage/requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the requests of the ledger, newest first
     * @description Takes the scope `usage:read`.
     */
    get: operations['listUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the webhooks of a tenant, oldest first
     * @description Takes the scope `admin`.
     */
    get: operations['listWebhooks'];
    put?: never;
    /**
     * Create a webhook
     * @description Requests follow Standard Webhooks: `webhook-id` stays the same over all attempts of a message, `webhook-signature` is checked with the secret. What is not answered with 2xx is tried again for days.
     *
     *     Takes the scope `admin`.
     */
    post: operations['createWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/webhooks/{webhookId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a webhook
     * @description Takes the scope `admin`.
     */
    get: operations['getWebhook'];
    put?: never;
    post?: never;
    /**
     * Delete a webhook, with what was yet to be sent to it
     * @description Takes the scope `admin`.
     */
    delete: operations['deleteWebhook'];
    options?: never;
    head?: never;
    /**
     * Change a webhook
     * @description Fields that are left out stay as they are.
     *
     *     Takes the scope `admin`.
     */
    patch: operations['updateWebhook'];
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/webhooks/{webhookId}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what was sent to a webhook in the last 30 days, newest first
     * @description Takes the scope `admin`.
     */
    get: operations['listWebhookDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/webhooks/{webhookId}/rotate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a webhook a new secret, with an overlap
     * @description Until the overlap ends, requests carry a signature of each of the two secrets.
     *
     *     Takes the scope `admin`.
     */
    post: operations['rotateWebhookSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{tenantId}/webhooks/{webhookId}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a webhook an event of the type `webhook.test`
     * @description Takes the scope `admin`.
     */
    post: operations['testWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the control plane and its database answer
     * @description Anybody may ask.
     */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the process answers; if not, it should be restarted
     * @description Anybody may ask.
     */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether requests can be served; if not, they should go elsewhere meanwhile
     * @description Anybody may ask.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Figures of this process, in the text format of Prometheus
     * @description Anybody may ask.
     */
    get: operations['getMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * This document
     * @description Anybody may ask.
     */
    get: operations['getOpenApi'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AcceptInvitation: {
      /** @example Ada Lovelace */
      name: string;
      /**
       * @description A new one, or that of the account with this email address.
       * @example correct horse battery
       */
      password: string;
      token: string;
    };
    ApiKey: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example sk_slip_4fQz */
      displayPrefix: string;
      /** @description Null: all endpoints of the tenant. */
      endpointIds: string[] | null;
      expiresAt: string | null;
      /** @example key_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example 01aB */
      lastFour: string;
      lastUsedAt: string | null;
      /** @example production */
      name: string;
      revokedAt: string | null;
      /** @description The key that this one took over from. */
      rotatedFrom: string | null;
      /**
       * @example [
       *       "inference"
       *     ]
       */
      scopes: ('inference' | 'endpoints:read' | 'endpoints:write' | 'keys:write' | 'usage:read' | 'admin')[];
      tenantId: string | null;
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
    AuditEvent: {
      /** @example endpoint.stop */
      action: string;
      /** @description Who did it; `platform` where it acted by itself. */
      actor: {
        id: string;
        /** @enum {string} */
        kind: 'apiKey' | 'user' | 'platform';
      };
      /** @description What it became; null for something removed. */
      after: {
        [key: string]: unknown;
      } | null;
      /** @description What it was; null for something new. */
      before: {
        [key: string]: unknown;
      } | null;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example aud_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      ipAddress: string | null;
      /** @description Null for what the platform did by itself. */
      requestId: string | null;
      resourceId: string;
      /** @description Null for what concerns the platform alone. */
      tenantId: string | null;
    };
    Budget: {
      apiKeyId: string | null;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example bud_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example support team */
      name: string;
      /**
       * @description Days and calendar months are those of UTC.
       * @enum {string}
       */
      period: 'day' | 'month';
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      tenantId: string;
      thresholds: number[];
      tokens: number;
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
    CopySnapshot: {
      /** @example snp_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      snapshotId: string;
    };
    CreateApiKey: {
      /** @description Endpoints the key may use; left out, all of its tenant. */
      endpointIds?: string[];
      /**
       * Format: date-time
       * @description Left out, the key never expires.
       */
      expiresAt?: string;
      /** @example production */
      name: string;
      /**
       * @example [
       *       "inference"
       *     ]
       */
      scopes: ('inference' | 'endpoints:read' | 'endpoints:write' | 'keys:write' | 'usage:read' | 'admin')[];
    };
    CreateBudget: {
      /**
       * @description Null: the usage of the whole tenant.
       * @default null
       */
      apiKeyId: string | null;
      /** @example support team */
      name: string;
      /**
       * @description Days and calendar months are those of UTC.
       * @enum {string}
       */
      period: 'day' | 'month';
      /**
       * @description Percentages of `tokens`; each is told of once a period.
       * @example [
       *       50,
       *       80,
       *       100
       *     ]
       */
      thresholds: number[];
      /**
       * @description Prompt and completion tokens of a period.
       * @example 10000000
       */
      tokens: number;
    };
    CreatedApiKey: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example sk_slip_4fQz */
      displayPrefix: string;
      /** @description Null: all endpoints of the tenant. */
      endpointIds: string[] | null;
      expiresAt: string | null;
      /** @example key_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example 01aB */
      lastFour: string;
      lastUsedAt: string | null;
      /** @example production */
      name: string;
      revokedAt: string | null;
      /** @description The key that this one took over from. */
      rotatedFrom: string | null;
      /**
       * @example [
       *       "inference"
       *     ]
       */
      scopes: ('inference' | 'endpoints:read' | 'endpoints:write' | 'keys:write' | 'usage:read' | 'admin')[];
      /** @description Shown here and never again; only its hash is stored. */
      secret: string;
      tenantId: string | null;
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
    CreatedInvitation: {
      acceptedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      email: string;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      expiresAt: string;
      /** @example inv_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      revokedAt: string | null;
      /** @enum {string} */
      role: 'owner' | 'admin' | 'developer' | 'viewer';
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      tenantId: string;
      /** @description Shown here and never again. Hand it to the person invited. */
      token: string;
    };
    CreateEndpoint: {
      /** @description How long an endpoint with a minimum of 0 keeps its replicas without a request. */
      idleTimeoutSeconds?: number;
      /** @description Left out, the minimum, or 1. */
      maxReplicas?: number;
      /**
       * @description 0 takes `idleTimeoutSeconds` with it: without requests there are no replicas.
       * @default 1
       */
      minReplicas: number;
      /** @example mdl_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      modelId: string;
      /** @example support-bot */
      name: string;
      /** @description How long the load must have been lower before replicas go; null: five minutes. */
      scaleDownDelaySeconds?: number | null;
      /**
       * @description A snapshot of another endpoint of the tenant, of the same model and not rejected: the new endpoint begins with a copy of it.
       * @example snp_01JDG3V8Q4R6T8W0X2Y4Z6A8B0
       */
      startFromSnapshotId?: string;
      /** @description How long a request may wait for its turn; null: one second. */
      targetQueueMs?: number | null;
      /** @description Requests under way at each replica, at most; null: as many as it decodes together. */
      targetRequestsPerReplica?: number | null;
    };
    CreateInvitation: {
      /**
       * Format: email
       * @example ada@example.com
       */
      email: string;
      /** @enum {string} */
      role: 'owner' | 'admin' | 'developer' | 'viewer';
    };
    CreateModel: {
      /** @example support-bot */
      name: string;
      /**
       * @description How weights are quantized. Left out, the profiles are compiled and measured on this machine, and the fastest one that is exact and accurate is taken.
       * @enum {string}
       */
      profile?: 'fp32' | 'int8-row' | 'int4';
      /**
       * @description A model that the platform knows by name, or a GGUF file on the control plane’s machine or at a URL.
       * @example {
       *       "kind": "builtin",
       *       "name": "smollm2-135m-instruct"
       *     }
       */
      source:
        | {
            /** @constant */
            kind: 'builtin';
            name: string;
          }
        | {
            /** @constant */
            kind: 'path';
            path: string;
          }
        | {
            /** @constant */
            kind: 'url';
            /** @description What the file must have; another one is refused. */
            sha256?: string;
            /**
             * Format: uri
             * @description Where the file is fetched from; an interrupted fetch goes on where it stopped.
             */
            url: string;
          };
    };
    CreateRevision: {
      /** @example mdl_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      modelId: string;
      /**
       * @description `surge` starts replicas of its own, one after another, and rolls back if they are worse; `inPlace` changes the weights of the running ones, which takes the same architecture, tokenizer and profile.
       * @default surge
       * @enum {string}
       */
      strategy: 'surge' | 'inPlace';
    };
    CreateTenant: {
      /** @example support-bot */
      name: string;
    };
    CreateWebhook: {
      /** @default null */
      description: string | null;
      eventTypes: 'budget.threshold_reached'[];
      /**
       * @description Https, unless the operator allows the network it is in. Private, loopback and link-local addresses are refused, by name too, and redirects are not followed.
       * @example https://hooks.example.com/slipstream
       */
      url: string;
    };
    DriftEvent: {
      /**
       * @description The statistic that showed it.
       * @example adaptiveAcceptance
       */
      cause: string;
      /** @description Null while it lasts. */
      endedAt: string | null;
      /** @example ep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      endpointId: string;
      /** @example dft_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example rep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      replicaId: string;
      /** @description How far each statistic had moved: 0 as usual, 1 at an alarm. */
      scores: {
        [key: string]: number;
      };
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      startedAt: string;
      tokensPerStepAfter: number | null;
      tokensPerStepBefore: number;
      tokensPerStepWorst: number;
    };
    Endpoint: {
      conditions: components['schemas']['EndpointCondition'][];
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @description When a state that is only a way to another becomes `failed`; null for the others. */
      deadlineAt: string | null;
      /** @enum {string} */
      desiredState: 'running' | 'stopped' | 'deleted';
      /** @description Rises with every change that a person asks for; also the ETag. */
      generation: number;
      /** @example ep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      idleTimeoutSeconds: number | null;
      lastRequestAt: string | null;
      maxReplicas: number;
      minReplicas: number;
      /** @example mdl_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      modelId: string;
      /** @example support-bot */
      name: string;
      /** @description The generation that `state` answers. */
      observedGeneration: number;
      reason: string | null;
      /** @description How many there should be at the moment. */
      replicaCount: number;
      scaleDownDelaySeconds: number | null;
      /** @enum {string} */
      state:
        'pending' | 'starting' | 'ready' | 'updating' | 'draining' | 'stopped' | 'scaledToZero' | 'failed';
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      stateSince: string;
      targetQueueMs: number | null;
      targetRequestsPerReplica: number | null;
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      tenantId: string;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      updatedAt: string;
    };
    EndpointCondition: {
      /**
       * Format: date-time
       * @description Since when it is as it is.
       * @example 2026-11-25T09:30:00.000Z
       */
      changedAt: string;
      isTrue: boolean;
      /** @description One sentence for people. */
      message: string;
      /** @description One word for programs. */
      reason: string;
      /** @enum {string} */
      type: 'ModelReady' | 'ReplicasReady' | 'Ready' | 'Scaled' | 'RolledOut';
    };
    EndpointSpeculation: {
      /** @description Share of drafts that were right at each position, of those right before it. */
      acceptanceByPosition: number[];
      /** @description Tokens a step and sequence, the target’s own included; null without steps. */
      acceptanceLength: number | null;
      /** @description What replicas go on from. */
      activeSnapshot: {
        /** @example snp_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
        id: string;
        version: number;
      } | null;
      /** @description Shares of the steps by what was chosen for them. */
      armShares: {
        adaptive: number;
        chained: number;
        none: number;
        static: number;
      };
      draftMs: number;
      /** @description Those that last. */
      drifts: components['schemas']['DriftEvent'][];
      /** @description How near the traffic was to a drift: 0 as usual, 1 at an alarm. */
      driftScore: number;
      /**
       * Format: date-time
       * @description The figures are of the time from here on.
       * @example 2026-11-25T09:30:00.000Z
       */
      from: string;
      learnedTokens: number;
      /** @description Of the requests of the last two days; null for too few. */
      learningCurve: components['schemas']['LearningCurve'] | null;
      /** @description Mean length of a draft, empty ones included. */
      lookahead: number | null;
      requests: number;
      scoreMs: number;
      /** @description Null until enough steps were held back. */
      speedup: components['schemas']['LiveSpeedup'] | null;
      steps: number;
      tokens: number;
    };
    Invitation: {
      acceptedAt: string | null;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      email: string;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      expiresAt: string;
      /** @example inv_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      revokedAt: string | null;
      /** @enum {string} */
      role: 'owner' | 'admin' | 'developer' | 'viewer';
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      tenantId: string;
    };
    LearningCurve: {
      dips: {
        /** @description The same, summed over its requests. */
        area: number;
        /** @description Share of the plateau lost at its worst. */
        depth: number;
        requests: number;
        startRequest: number;
      }[];
      /** @description Tokens a step that the endpoint has come to. */
      plateau: number;
      requests: number;
      requestsTo90Percent: number;
    };
    /** @description How much faster tokens came than they would have without speculation. */
    LiveSpeedup: {
      /** @description Steps decoded plainly, at random, that this rests on. */
      heldBackSteps: number;
      high: number;
      /** @description Lower end of the 95 % confidence interval. */
      low: number;
      speedup: number;
    };
    Member: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @enum {string} */
      role: 'owner' | 'admin' | 'developer' | 'viewer';
      user: components['schemas']['User'];
      version: number;
    };
    Model: {
      /** @description What the profile was chosen by; empty where it was given. */
      candidates: components['schemas']['ProfileCandidate'][];
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @description SHA-256 of the weights, once they are there. */
      digest: string | null;
      /** @example mdl_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example support-bot */
      name: string;
      /** @description Null until it has been chosen by measurement. */
      profile: ('fp32' | 'int8-row' | 'int4') | null;
      progress: {
        /** @description Null where no bytes are counted. */
        doneBytes: number | null;
        /** @description Of this stage; null while unknown. */
        percent: number | null;
        stage: string;
        totalBytes: number | null;
      } | null;
      reason: string | null;
      /** @enum {string} */
      state: 'pending' | 'fetching' | 'compiling' | 'measuring' | 'ready' | 'failed';
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      updatedAt: string;
    };
    /** @description An OpenAPI 3.1 document. */
    OpenApiDocument: {
      [key: string]: unknown;
    };
    Problem: {
      /** @example This endpoint does not exist. */
      detail: string;
      /** @description What is wrong with the input, field by field. */
      errors?: {
        message: string;
        path: string;
      }[];
      /** @example 404 */
      status: number;
      /** @example Endpoint not found */
      title: string;
      /** @example urn:slipstream:problem:endpoint-not-found */
      type: string;
    };
    ProfileCandidate: {
      isChosen: boolean;
      /** @description Whether its logits are the same bits however tokens are grouped. */
      isExact: boolean;
      /** @description Of a fixed English text; the lower, the more accurate. */
      perplexity: number;
      /** @enum {string} */
      profile: 'fp32' | 'int8-row' | 'int4';
      reason: string;
      /** @description How long a step of so many rows takes. */
      stepTimes: {
        ms: number;
        rows: number;
      }[];
      /** @description What speculation makes of these times if it accepts seven drafted tokens of ten. */
      tokensPerSecond: number | null;
    };
    Replica: {
      address: string | null;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example ep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      endpointId: string;
      epoch: number;
      /** @example rep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      pid: number | null;
      readyAt: string | null;
      reason: string | null;
      restarts: number;
      revision: number;
      startedAt: string | null;
      /** @enum {string} */
      state: 'starting' | 'ready' | 'draining' | 'stopped' | 'failed';
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      stateSince: string;
      stats: components['schemas']['ReplicaStats'] | null;
      stoppedAt: string | null;
    };
    /** @description What the replica itself reports, a second ago at most; null when it cannot be asked. */
    ReplicaStats: {
      activeSequences: number;
      endedRequests: number;
      failedRequests: number;
      firstTokenMsP95: number | null;
      lanes: number;
      msPerTokenP95: number | null;
      oldestWaitMs: number;
      speedup: {
        heldBackSteps: number;
        high: number;
        low: number;
        mean: number;
      } | null;
      tokensPerSecond: number;
      waitingSequences: number;
    };
    Revision: {
      activatedAt: string | null;
      /** @description The revision whose speculators and learning go on with this one. */
      base: number;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example ep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      endpointId: string;
      /** @description What its replicas were compared by with the ones before. */
      gates: {
        isPassed: boolean;
        message: string;
        name: string;
      }[];
      /** @example mdl_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      modelId: string;
      number: number;
      reason: string | null;
      /** @enum {string} */
      state: 'pending' | 'rolling' | 'active' | 'superseded' | 'refused' | 'rolledBack';
      /** @enum {string} */
      strategy: 'surge' | 'inPlace';
    };
    RotateApiKey: {
      /**
       * @description How long the old key still works beside the new one.
       * @default 3600
       * @example 3600
       */
      overlapSeconds: number;
    };
    RotateWebhook: {
      /**
       * @description How long requests are signed with the old secret too.
       * @default 86400
       */
      overlapSeconds: number;
    };
    Session: {
      /** @description Goes with every request that is no GET, as `X-CSRF-Token`. */
      csrfToken: string;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      expiresAt: string;
      memberships: {
        /** @enum {string} */
        role: 'owner' | 'admin' | 'developer' | 'viewer';
        /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
        tenantId: string;
        /** @example support-bot */
        tenantName: string;
      }[];
      user: components['schemas']['User'];
    };
    SignIn: {
      /**
       * Format: email
       * @example ada@example.com
       */
      email: string;
      /**
       * @description At least 12 characters; kept as an argon2id hash.
       * @example correct horse battery
       */
      password: string;
    };
    Snapshot: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example ep_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      endpointId: string;
      /** @description By what it was judged, oldest finding first. */
      evidence: components['schemas']['SnapshotEvidence'][];
      /** @example snp_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /**
       * @description `checkpoint`: what one replica has learned; `merge`: of several replicas; `import`: from elsewhere; `copy`: what the endpoint was started with.
       * @enum {string}
       */
      kind: 'checkpoint' | 'merge' | 'import' | 'copy';
      /** @description Tokens it was learned from, in all. */
      learnedTokens: number;
      /** @description SHA-256 of the GGUF of the endpoint’s first revision. */
      modelDigest: string;
      /** @description The versions it was made of, by id; they may be gone by now. */
      parents: string[];
      /** @description Of its evaluation, from 0 to 1; null when none is under way. */
      progress: number | null;
      /** @description When it last became active. */
      promotedAt: string | null;
      /** @description Why it was rejected. */
      reason: string | null;
      /** @description Whose learning it is, if one replica’s. */
      replicaId: string | null;
      sha256: string;
      sizeBytes: number;
      /**
       * @description `candidate` waits to be judged, `evaluating` is being judged, replicas go on from the `active` one, `superseded` ones were active or overtaken, `rejected` ones were found wanting, `frozen` ones are kept until they are unfrozen.
       * @enum {string}
       */
      state: 'candidate' | 'evaluating' | 'active' | 'superseded' | 'rejected' | 'frozen';
      /** @description The revision of weights under which it was learned. Every revision of the endpoint can use it: they have the architecture and the tokenizer in common. */
      targetRevision: number;
      /** @description Rises by one with every snapshot of the endpoint. */
      version: number;
    };
    SnapshotEvidence:
      | {
          /** @description Null where nothing was active: plain decoding instead. */
          active: {
            /** @description Tokens a step, the target’s own included. */
            acceptanceLength: number;
            /** @description Tokens in the time of one plain step. */
            goodput: number;
          } | null;
          /**
           * Format: date-time
           * @example 2026-11-25T09:30:00.000Z
           */
          at: string;
          candidate: {
            /** @description Tokens a step, the target’s own included. */
            acceptanceLength: number;
            /** @description Tokens in the time of one plain step. */
            goodput: number;
          };
          high: number;
          /** @description Whether every replayed text was the recorded one. */
          isLossless: boolean;
          /** @constant */
          kind: 'replay';
          /** @description Lower end of its 95 % confidence interval. */
          low: number;
          /** @description Goodput of this version over that of the active one. */
          ratio: number;
          sequences: number;
          tokens: number;
        }
      | {
          /**
           * Format: date-time
           * @example 2026-11-25T09:30:00.000Z
           */
          at: string;
          high: number;
          /** @constant */
          kind: 'live';
          /** @description Lower end of its 95 % confidence interval. */
          low: number;
          /** @description Goodput of this version over that of the active one. */
          ratio: number;
          /** @description Steps decoded with this version. */
          steps: number;
        }
      | {
          /**
           * Format: date-time
           * @example 2026-11-25T09:30:00.000Z
           */
          at: string;
          /** @constant */
          kind: 'note';
          note: string;
        };
    /** @description A snapshot on its way to another endpoint or installation. */
    SnapshotFile: {
      /** @description What was learned, in base64. It holds text of requests and answers: keep it safe. */
      bytes: string;
      /** @description What is said of the snapshot and who says it: a JSON text, signed as it stands here. */
      manifest: string;
      /** @description Ed25519 over the manifest, in base64. */
      signature: string;
    };
    SnapshotSigner: {
      /** @description Ed25519, 32 bytes in base64url. */
      publicKey: string;
    };
    SpeculationPoint: {
      /** @description Share of drafts that were right at each position, of those right before it. */
      acceptanceByPosition: number[];
      /** @description Tokens a step and sequence, the target’s own included; null without steps. */
      acceptanceLength: number | null;
      /** @description Shares of the steps by what was chosen for them. */
      armShares: {
        adaptive: number;
        chained: number;
        none: number;
        static: number;
      };
      draftMs: number;
      /** @description How near the traffic was to a drift: 0 as usual, 1 at an alarm. */
      driftScore: number;
      learnedTokens: number;
      /** @description Mean length of a draft, empty ones included. */
      lookahead: number | null;
      requests: number;
      scoreMs: number;
      /** @description Null until enough steps were held back. */
      speedup: components['schemas']['LiveSpeedup'] | null;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      startedAt: string;
      steps: number;
      tokens: number;
    };
    SpeculationPolicy: {
      /**
       * @description Whether one request in 16 is not learned from but kept, encrypted and for a time, to judge new snapshots by. `off` deletes what is kept; then an endpoint’s own learning goes on unjudged.
       * @enum {string}
       */
      heldOut: 'on' | 'off';
      /** @description How long those are kept at most; null leaves it to their number. */
      keptDays: number | null;
      /** @description Snapshots kept that were active once and are neither active nor frozen; as many others are kept besides. */
      keptVersions: number;
      /**
       * @description `off` goes on from what was learned, and learns nothing more.
       * @enum {string}
       */
      learning: 'on' | 'off';
      /** @description Replicas stay with this snapshot, whatever is learned. */
      pinnedSnapshotId: string | null;
      /**
       * @description `off` decodes plainly. The text is the same; only the speed differs.
       * @enum {string}
       */
      speculation: 'auto' | 'off';
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
    Tenant: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example support-bot */
      name: string;
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
    TenantSpeculationPolicy: {
      /**
       * @description `off` keeps no request of any endpoint, whatever their own policies say.
       * @enum {string}
       */
      heldOut: 'on' | 'off';
    };
    UpdateApiKey: {
      /** @description Null: all endpoints of the tenant. */
      endpointIds?: string[] | null;
      /** @description Null: never. */
      expiresAt?: string | null;
      /** @example production */
      name?: string;
      /**
       * @example [
       *       "inference"
       *     ]
       */
      scopes?: ('inference' | 'endpoints:read' | 'endpoints:write' | 'keys:write' | 'usage:read' | 'admin')[];
    };
    UpdateBudget: {
      /** @example support team */
      name?: string;
      /**
       * @description Percentages of `tokens`; each is told of once a period.
       * @example [
       *       50,
       *       80,
       *       100
       *     ]
       */
      thresholds?: number[];
      /**
       * @description Prompt and completion tokens of a period.
       * @example 10000000
       */
      tokens?: number;
    };
    UpdateEndpoint: {
      idleTimeoutSeconds?: number | null;
      maxReplicas?: number;
      /** @description 0 takes `idleTimeoutSeconds` with it: without requests there are no replicas. */
      minReplicas?: number;
      /** @description How long the load must have been lower before replicas go; null: five minutes. */
      scaleDownDelaySeconds?: number | null;
      /** @description How long a request may wait for its turn; null: one second. */
      targetQueueMs?: number | null;
      /** @description Requests under way at each replica, at most; null: as many as it decodes together. */
      targetRequestsPerReplica?: number | null;
    };
    UpdateMember: {
      /** @enum {string} */
      role: 'owner' | 'admin' | 'developer' | 'viewer';
    };
    UpdateSpeculationPolicy: {
      /**
       * @description Whether one request in 16 is not learned from but kept, encrypted and for a time, to judge new snapshots by. `off` deletes what is kept; then an endpoint’s own learning goes on unjudged.
       * @enum {string}
       */
      heldOut?: 'on' | 'off';
      /** @description How long those are kept at most; null leaves it to their number. */
      keptDays?: number | null;
      /** @description Snapshots kept that were active once and are neither active nor frozen; as many others are kept besides. */
      keptVersions?: number;
      /**
       * @description `off` goes on from what was learned, and learns nothing more.
       * @enum {string}
       */
      learning?: 'on' | 'off';
      /** @description Replicas stay with this snapshot, whatever is learned. */
      pinnedSnapshotId?: string | null;
      /**
       * @description `off` decodes plainly. The text is the same; only the speed differs.
       * @enum {string}
       */
      speculation?: 'auto' | 'off';
    };
    UpdateTenant: {
      /** @example support-bot */
      name: string;
    };
    UpdateWebhook: {
      description?: string | null;
      eventTypes?: 'budget.threshold_reached'[];
      /** @description Nothing new is sent to one that is not. */
      isEnabled?: boolean;
      /**
       * @description Https, unless the operator allows the network it is in. Private, loopback and link-local addresses are refused, by name too, and redirects are not followed.
       * @example https://hooks.example.com/slipstream
       */
      url?: string;
    };
    UsageEntry: {
      /** @description Those of them that became part of an answer. */
      acceptedTokens: number;
      apiKeyId: string;
      /** @description Prompt tokens that were known from an earlier request. */
      cachedTokens: number;
      completionTokens: number;
      /** @description Tokens that speculation proposed. */
      draftedTokens: number;
      endpointId: string;
      /** @enum {string} */
      outcome: 'running' | 'interrupted' | 'aborted' | 'failed' | 'completed';
      promptTokens: number;
      requestId: string;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      startedAt: string;
    };
    UsageSum: {
      /** @description Those of them that became part of an answer. */
      acceptedTokens: number;
      /** @description Null unless grouped by it. */
      apiKeyId: string | null;
      /** @description Prompt tokens that were known from an earlier request. */
      cachedTokens: number;
      completionTokens: number;
      /** @description Tokens that speculation proposed. */
      draftedTokens: number;
      /** @description Null unless grouped by it. */
      endpointId: string | null;
      promptTokens: number;
      requests: number;
      /**
       * Format: date-time
       * @description When the hour or day begins; for a total, the selection.
       * @example 2026-11-25T09:30:00.000Z
       */
      start: string;
    };
    User: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      email: string;
      /** @example usr_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      /** @example Ada Lovelace */
      name: string;
    };
    Webhook: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      description: string | null;
      disabledReason: string | null;
      eventTypes: 'budget.threshold_reached'[];
      /** @example whk_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      isEnabled: boolean;
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      tenantId: string;
      url: string;
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
    WebhookDelivery: {
      attempts: number;
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      deliveredAt: string | null;
      /** @enum {string} */
      eventType: 'budget.threshold_reached' | 'webhook.test';
      /**
       * @description The `webhook-id` of every attempt.
       * @example msg_01JDG3V8Q4R6T8W0X2Y4Z6A8B0
       */
      id: string;
      /** @description Why the last attempt failed. */
      lastProblem: string | null;
      /** @description The HTTP status of the last answer. */
      lastStatus: number | null;
      nextAttemptAt: string | null;
      /** @description The body as it is sent. */
      payload: {
        [key: string]: unknown;
      };
      /** @enum {string} */
      state: 'pending' | 'delivered' | 'failed';
      /** @example whk_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      webhookId: string;
    };
    WebhookWithSecret: {
      /**
       * Format: date-time
       * @example 2026-11-25T09:30:00.000Z
       */
      createdAt: string;
      description: string | null;
      disabledReason: string | null;
      eventTypes: 'budget.threshold_reached'[];
      /** @example whk_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      id: string;
      isEnabled: boolean;
      /**
       * @description Shown here and never again: what signatures are checked with.
       * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
       */
      secret: string;
      /** @example ten_01JDG3V8Q4R6T8W0X2Y4Z6A8B0 */
      tenantId: string;
      url: string;
      /** @description Rises with every change; also the ETag. */
      version: number;
    };
  };
  responses: never;
  parameters: {
    /** @description Needed with the session cookie, not with a key. */
    CsrfToken: string;
    /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
    IdempotencyKey: string;
    /** @description The ETag of what was read, or `*`. */
    IfMatch: string;
    /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
    RequestId: string;
  };
  requestBodies: never;
  headers: {
    /** @description Identifies the request in logs and in the audit log. */
    RequestId: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getDocs: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'text/html; charset=utf-8': string;
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDocsScript: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        file: 'page.js' | 'swagger-ui-bundle.js';
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'text/javascript': string;
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDocsStylesheet: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'text/css': string;
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getOpenApiBehindGateway: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenApiDocument'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAuditEvents: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AuditEvent'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  acceptInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AcceptInvitation'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no account with this email address and password. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such invitation that could still be accepted. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too many passwords were tried; `Retry-After` says when to go on. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listModels: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Model'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateModel'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Another one has this name. A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        modelId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such model. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        modelId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such model. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description An endpoint, or one of its revisions, is of this model. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryModel: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        modelId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such model. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSession: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Only a person who is signed in may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no account with this email address and password. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too many passwords were tried; `Retry-After` says when to go on. */
      429: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a person who is signed in may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startOidcSignIn: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Go on at `Location`. */
      302: {
        headers: {
          /** @description Where to go on. */
          Location: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description This platform has no OpenID Connect provider to sign in with. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The OpenID Connect provider cannot be asked at the moment. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  finishOidcSignIn: {
    parameters: {
      query?: {
        code?: string;
        error?: string;
        state?: string;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Go on at `Location`. */
      302: {
        headers: {
          /** @description Where to go on. */
          Location: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no account with this email address and password. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description This platform has no OpenID Connect provider to sign in with. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. The OpenID Connect provider cannot be asked at the moment. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSnapshotSigner: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SnapshotSigner'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTenants: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Tenant'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createTenant: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateTenant'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Another one has this name. A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getTenant: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteTenant: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The tenant still has endpoints. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateTenant: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateTenant'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Tenant'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Another one has this name. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listTenantAuditEvents: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['AuditEvent'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listBudgets: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Budget'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createBudget: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateBudget'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Budget'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The tenant has as many as it may; delete one first. A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getBudget: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        budgetId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Budget'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such budget in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteBudget: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        budgetId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such budget in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateBudget: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        budgetId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateBudget'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Budget'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such budget in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listEndpoints: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Endpoint'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateEndpoint'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Endpoint'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such model. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Another one has this name. A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Each field is right, but they contradict one another; `errors` names them. The `Idempotency-Key` belongs to another request. The snapshot is damaged, not signed by somebody trusted, or of another tenant or model. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Endpoint'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Endpoint'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateEndpoint: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateEndpoint'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Endpoint'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Each field is right, but they contradict one another; `errors` names them. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listReplicas: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Replica'][];
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listRevisions: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Revision'][];
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createRevision: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateRevision'];
      };
    };
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Revision'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such model. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  copySnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CopySnapshot'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. The snapshot is damaged, not signed by somebody trusted, or of another tenant or model. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SnapshotFile'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. The snapshot is damaged, not signed by somebody trusted, or of another tenant or model. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rollBackSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. Its state does not allow that. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSnapshots: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Snapshot'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The endpoint has no ready replica at the moment. A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteLearnedData: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        snapshotId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        snapshotId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        snapshotId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SnapshotFile'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The snapshot is damaged, not signed by somebody trusted, or of another tenant or model. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  freezeSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        snapshotId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. Its state does not allow that. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  promoteSnapshot: {
    parameters: {
      query?: {
        /** @description Whether to promote a version that was not judged, or was rejected. */
        force?: 'true' | 'false';
      };
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        snapshotId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. Its state does not allow that. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unfreezeSnapshot: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        snapshotId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Snapshot'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. Somebody else changed it first; read it again. Its state does not allow that. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSpeculation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EndpointSpeculation'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSpeculationPolicy: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SpeculationPolicy'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateSpeculationPolicy: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSpeculationPolicy'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SpeculationPolicy'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such snapshot of this endpoint. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Somebody else changed it first; read it again. Its state does not allow that. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDriftEvents: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['DriftEvent'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSpeculationSeries: {
    parameters: {
      query?: {
        /** @description Left out, seven days before `to`. */
        from?: string;
        /** @description Windows are about a minute of one replica each and are kept for two days; hours, over all replicas, for 60 days; days, in UTC, for two years. */
        resolution?: 'window' | 'hour' | 'day';
        /** @description Left out, now. */
        to?: string;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['SpeculationPoint'][];
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Endpoint'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  stopEndpoint: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        endpointId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Endpoint'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listInvitations: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Invitation'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateInvitation'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedInvitation'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. It concerns a role above the caller’s own. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        invitationId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such invitation that could still be accepted. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listApiKeys: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['ApiKey'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiKey'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        keyId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKey'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        keyId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateApiKey: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        keyId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateApiKey'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKey'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such endpoint in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getKeyLimits: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        keyId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrentRequests: number | null;
            requestsPerMinute: number | null;
            tokensPerMinute: number | null;
            tokensPerMonth: number | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  setKeyLimits: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        keyId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          concurrentRequests: number | null;
          requestsPerMinute: number | null;
          tokensPerMinute: number | null;
          tokensPerMonth: number | null;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrentRequests: number | null;
            requestsPerMinute: number | null;
            tokensPerMinute: number | null;
            tokensPerMonth: number | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateApiKey: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        keyId: string;
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RotateApiKey'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedApiKey'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such key in this tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The key is revoked or expired; create a new one instead. A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getTenantLimits: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrentRequests: number | null;
            requestsPerMinute: number | null;
            tokensPerMinute: number | null;
            tokensPerMonth: number | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  setTenantLimits: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': {
          concurrentRequests: number | null;
          requestsPerMinute: number | null;
          tokensPerMinute: number | null;
          tokensPerMonth: number | null;
        };
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            concurrentRequests: number | null;
            requestsPerMinute: number | null;
            tokensPerMinute: number | null;
            tokensPerMonth: number | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. Only a platform admin key may do this. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listMembers: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Member'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Member'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description This person is no member of the tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. It concerns a role above the caller’s own. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description This person is no member of the tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A tenant that has an owner keeps one. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMember'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Member'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. It concerns a role above the caller’s own. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description This person is no member of the tenant. There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A tenant that has an owner keeps one. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getTenantSpeculationPolicy: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TenantSpeculationPolicy'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  setTenantSpeculationPolicy: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TenantSpeculationPolicy'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TenantSpeculationPolicy'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  sumUsage: {
    parameters: {
      query?: {
        apiKeyId?: string;
        bucket?: 'hour' | 'day' | 'total';
        endpointId?: string;
        from?: string;
        groupBy?: 'endpoint' | 'key' | 'endpoint,key' | 'key,endpoint';
        to?: string;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['UsageSum'][];
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Each field is right, but they contradict one another; `errors` names them. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportUsage: {
    parameters: {
      query?: {
        apiKeyId?: string;
        bucket?: 'hour' | 'day' | 'total';
        endpointId?: string;
        from?: string;
        groupBy?: 'endpoint' | 'key' | 'endpoint,key' | 'key,endpoint';
        to?: string;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Each field is right, but they contradict one another; `errors` names them. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listUsage: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['UsageEntry'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listWebhooks: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['Webhook'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateWebhook'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookWithSecret'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The tenant has as many as it may; delete one first. A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Webhooks are not sent to this address. The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. There is no such webhook in this tenant. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. There is no such webhook in this tenant. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateWebhook: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of what was read, or `*`. */
        'If-Match': components['parameters']['IfMatch'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateWebhook'];
      };
    };
    responses: {
      /** @description Done. */
      200: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Webhook'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. There is no such webhook in this tenant. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description It was changed since the version in `If-Match`. */
      412: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Webhooks are not sent to this address. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Updates need `If-Match` with the ETag of what was read. */
      428: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listWebhookDeliveries: {
    parameters: {
      query?: {
        /** @description `nextCursor` of the page before. */
        cursor?: string;
        /** @description How many items one page holds at most. */
        limit?: number;
      };
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            data: components['schemas']['WebhookDelivery'][];
            /** @description Give it as `cursor` to get what follows; null at the end. */
            nextCursor: string | null;
          };
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. There is no such webhook in this tenant. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateWebhookSecret: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RotateWebhook'];
      };
    };
    responses: {
      /** @description Created. */
      201: {
        headers: {
          /** @description Names the version; an update gives it as If-Match. */
          ETag: string;
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookWithSecret'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. There is no such webhook in this tenant. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes the request safe to repeat for 24 hours: the same caller gets the same response under the same key. */
        'Idempotency-Key'?: components['parameters']['IdempotencyKey'];
        /** @description Needed with the session cookie, not with a key. */
        'X-CSRF-Token'?: components['parameters']['CsrfToken'];
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path: {
        tenantId: string;
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Asked for; it happens in the background. */
      202: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDelivery'];
        };
      };
      /** @description The request does not have the documented form; `errors` names every field. The body is not valid JSON. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The API key is missing, unknown, revoked or expired. */
      401: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with a session that is no GET needs `X-CSRF-Token`. The API key is limited to certain endpoints, and this goes beyond them. The API key lacks the scope that this takes. */
      403: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description There is no such tenant, or it is not yours. There is no such webhook in this tenant. */
      404: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A request with this `Idempotency-Key` is being served. */
      409: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The body is larger than 256 KiB, or than the operation allows. */
      413: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Bodies are `application/json`. */
      415: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The `Idempotency-Key` belongs to another request. */
      422: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'ok';
          };
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getLiveness: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'ok';
          };
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            /** @constant */
            status: 'ok';
          };
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description The database cannot be reached; `Retry-After` says when to try again. */
      503: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'text/plain; version=0.0.4; charset=utf-8': string;
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getOpenApi: {
    parameters: {
      query?: never;
      header?: {
        /** @description Comes back if it is 1–128 letters, digits and `._:-`; otherwise the request gets a new one. */
        'X-Request-Id'?: components['parameters']['RequestId'];
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      200: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenApiDocument'];
        };
      };
      /** @description The URL and the headers are larger than 16 KiB together. */
      431: {
        headers: {
          'X-Request-Id': components['headers']['RequestId'];
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
