/** What every request of this package calls itself: the name and version in `package.json`. */
export const USER_AGENT = 'n8n-nodes-marketplace-orders/0.3.0';
