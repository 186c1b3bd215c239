"""Questions that take more than one solve: what models differ in, what rules cost, why there is no plan."""
