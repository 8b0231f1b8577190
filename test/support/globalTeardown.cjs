module.exports = async () => globalThis.removeTestHome();
