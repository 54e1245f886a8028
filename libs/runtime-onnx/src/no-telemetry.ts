/**
 * The runtime's official builds keep a device id and events in the user's cache, and upload them, unless they are told
 * otherwise before they are loaded.
 */
process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
