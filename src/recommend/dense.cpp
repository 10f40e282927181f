#include "recommend/dense.hpp"

namespace tissu::recommend {

extern const Dense dense_any;
#ifdef TISSU_DENSE_LEVELS
extern const Dense dense_v3, dense_v4;
#endif

const Dense& dense() {
#ifdef TISSU_DENSE_LEVELS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd"))
        return dense_v4;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return dense_v3;
#endif
    return dense_any;
}

}  // namespace tissu::recommend
