"""
Products with the weights. A matrix kept in bfloat16 is multiplied in bfloat16, with sums in float32: processors with
AMX do that four times as fast, others many times slower, so which it is gets measured when training begins.
"""

import time

import jax
import jax.numpy as jnp
import numpy as np

MEASURED_ROWS, MEASURED_INPUTS, MEASURED_OUTPUTS, MEASURED_TIMES = 2048, 576, 3072, 4


def product(values: jax.Array, matrix: jax.Array) -> jax.Array:
    """`values` [..., in] float32 times `matrix` [in, out], in the matrix's type → [..., out] float32."""
    if matrix.dtype == jnp.float32:
        return values @ matrix
    rows = values.reshape(-1, values.shape[-1])
    return _narrow_product(rows, matrix).reshape(*values.shape[:-1], matrix.shape[1])


def fastest_type() -> jnp.dtype:
    """bfloat16 or float32: the one that this machine multiplies faster."""
    random = np.random.default_rng(0)
    left = random.normal(size=(MEASURED_ROWS, MEASURED_INPUTS))
    right = random.normal(size=(MEASURED_INPUTS, MEASURED_OUTPUTS))
    seconds = {kind: _seconds(jnp.asarray(left, jnp.float32), jnp.asarray(right, kind))
               for kind in (jnp.float32, jnp.bfloat16)}
    return min(seconds, key=seconds.get)


@jax.custom_vjp
def _narrow_product(rows: jax.Array, matrix: jax.Array) -> jax.Array:
    return _forward(rows, matrix)[0]


def _forward(rows: jax.Array, matrix: jax.Array):
    narrow = rows.astype(matrix.dtype)
    return jnp.matmul(narrow, matrix, preferred_element_type=jnp.float32), (narrow, matrix)


def _backward(kept, gradient: jax.Array):
    """Left to itself, differentiation would multiply in float32 again."""
    rows, matrix = kept
    narrow = gradient.astype(matrix.dtype)
    of_rows = jnp.matmul(narrow, matrix.T, preferred_element_type=jnp.float32)
    of_matrix = jnp.matmul(rows.T, narrow, preferred_element_type=jnp.float32)
    return of_rows, of_matrix.astype(matrix.dtype)


_narrow_product.defvjp(_forward, _backward)


def _seconds(left: jax.Array, right: jax.Array) -> float:
    multiply = jax.jit(product)
    multiply(left, right).block_until_ready()
    best = float('inf')
    for _ in range(MEASURED_TIMES):
        started = time.perf_counter()
        multiply(left, right).block_until_ready()
        best = min(best, time.perf_counter() - started)
    return best
