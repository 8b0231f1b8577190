/** Something the user can mend: what happened, and how to go on. Printed without a stack. */
export class Trouble extends Error {
	/**
	 * @param {string} message what happened
	 * @param {string} advice how to go on
	 */
	constructor(message, advice) {
		super(message);
		this.name = 'Trouble';
		this.advice = advice;
	}
}
