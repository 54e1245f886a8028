/** Nobody is left to answer. Not a failure: work stops and nothing is sent. */
export class ClientGone extends Error {
  constructor() {
    super('The client closed the connection.');
    this.name = 'ClientGone';
  }
}
