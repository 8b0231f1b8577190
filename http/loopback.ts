const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** True for a host name, as `URL` writes it, that is the n8n host itself. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);
