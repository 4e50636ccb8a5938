export const plots = () => {};
