/** [rows, columns] to [columns, rows]. */
export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const transposed = new Float32Array(matrix.length);
  for (let tile = 0; tile < rows; tile += TILE_ROWS) {
    const tileEnd = Math.min(tile + TILE_ROWS, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = tile; row < tileEnd; row++)
        transposed[column * rows + row] = matrix[row * columns + column];
    }
  }
  return transposed;
}

/** Rows that fill a cache line of the result. */
const TILE_ROWS = 16;
