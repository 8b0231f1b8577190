/** Tuya developer documentation, "API Reference: endpoints". Singapore is known from public code only. */
export const DATA_CENTERS = [
	{ value: 'cn', name: 'China', url: 'https://openapi.tuyacn.com' },
	{ value: 'usWest', name: 'Western America', url: 'https://openapi.tuyaus.com' },
	{ value: 'usEast', name: 'Eastern America', url: 'https://openapi-ueaz.tuyaus.com' },
	{ value: 'euCentral', name: 'Central Europe', url: 'https://openapi.tuyaeu.com' },
	{ value: 'euWest', name: 'Western Europe', url: 'https://openapi-weaz.tuyaeu.com' },
	{ value: 'in', name: 'India', url: 'https://openapi.tuyain.com' },
	{ value: 'sg', name: 'Singapore', url: 'https://openapi-sg.iotbing.com' },
] as const;

/** The data center's name for an API address, else the host and path of the address. */
export const dataCenterName = (baseUrl: string): string =>
	DATA_CENTERS.find(({ url }) => url === baseUrl)?.name ?? baseUrl.replace(/^https?:\/\//, '');
