# Builds for WebAssembly with Debian's clang 19 and wasi-libc: what works in memory alone, for the page of playground/.
set(WASI TRUE)
set(CMAKE_SYSTEM_NAME Generic)  # CMake knows no WASI yet
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_C_COMPILER clang-19)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_AR llvm-ar-19)
set(CMAKE_RANLIB llvm-ranlib-19)
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
# Debian's C++ library for it is built without exceptions.
set(CMAKE_CXX_FLAGS_INIT "-fno-exceptions -DJSON_NOEXCEPTION -DPUGIXML_NO_EXCEPTIONS")
# There is no clock, network, entropy nor disk that mbedTLS would know here; none is needed to read certificates.
set(CMAKE_C_FLAGS_INIT "-DMBEDTLS_USER_CONFIG_FILE='\"${CMAKE_CURRENT_LIST_DIR}/mbedtls_wasi.h\"'")
