// libpng for Swift. libpng reports errors by longjmp, which must not cross Swift frames: each function
// here is one whole decode or encode, and returns its error as text.
#pragma once

#include <png.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HALLUX_PNG_ERROR_SIZE 128

// What one decode or encode owns; it lives outside the frame that longjmp returns to.
typedef struct {
  const uint8_t *input;
  size_t input_count;
  size_t input_offset;
  uint8_t *output;
  size_t output_count;
  size_t output_capacity;
  uint8_t *scratch;
  char *error;
} hallux_png_state;

static inline void hallux_png_fail(png_structp png, png_const_charp message) {
  hallux_png_state *state = (hallux_png_state *)png_get_error_ptr(png);
  strncpy(state->error, message, HALLUX_PNG_ERROR_SIZE - 1);
  state->error[HALLUX_PNG_ERROR_SIZE - 1] = 0;
  png_longjmp(png, 1);
}

static inline void hallux_png_ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static inline void hallux_png_read(png_structp png, png_bytep bytes, size_t count) {
  hallux_png_state *state = (hallux_png_state *)png_get_io_ptr(png);
  if (count > state->input_count - state->input_offset) png_error(png, "the file is cut short");
  memcpy(bytes, state->input + state->input_offset, count);
  state->input_offset += count;
}

static inline void hallux_png_write(png_structp png, png_bytep bytes, size_t count) {
  hallux_png_state *state = (hallux_png_state *)png_get_io_ptr(png);
  if (count > state->output_capacity - state->output_count) {
    size_t capacity = (state->output_count + count) * 2;
    uint8_t *grown = (uint8_t *)realloc(state->output, capacity);
    if (!grown) png_error(png, "out of memory");
    state->output = grown;
    state->output_capacity = capacity;
  }
  memcpy(state->output + state->output_count, bytes, count);
  state->output_count += count;
}

static inline void hallux_png_flush(png_structp png) { (void)png; }

// Puts a row of RGBA over white, as RGB.
static inline void hallux_png_composite(const uint8_t *rgba, uint8_t *rgb, size_t width) {
  for (size_t x = 0; x < width; x++, rgba += 4, rgb += 3) {
    unsigned alpha = rgba[3];
    for (int channel = 0; channel < 3; channel++) {
      rgb[channel] = (uint8_t)((rgba[channel] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }
}

// Decodes a whole PNG into `rgb`, which has room for 3 * width * height bytes.
// Returns 1, or 0 with a reason in `error`.
static inline int hallux_png_decode(
    const uint8_t *bytes, size_t count, uint8_t *rgb, uint32_t width, uint32_t height,
    char error[HALLUX_PNG_ERROR_SIZE]) {
  hallux_png_state state = {.input = bytes, .input_count = count, .error = error};
  hallux_png_state *volatile shared = &state;
  error[0] = 0;
  png_structp png = png_create_read_struct(
      PNG_LIBPNG_VER_STRING, &state, hallux_png_fail, hallux_png_ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    png_destroy_read_struct(&png, NULL, NULL);
    strcpy(error, "out of memory");
    return 0;
  }
  if (setjmp(png_jmpbuf(png))) {
    free(shared->scratch);
    png_destroy_read_struct(&png, &info, NULL);
    return 0;
  }
  png_set_read_fn(png, &state, hallux_png_read);
  png_read_info(png, info);
  if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height) {
    png_error(png, "the header is damaged");
  }
  // Every kind of PNG becomes 8-bit RGBA: palettes, low bit depths and tRNS, 16 bits, gray.
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  size_t stride = png_get_rowbytes(png, info);
  if (stride != (size_t)width * 4) png_error(png, "the pixel format is unknown");
  // Interlaced rows are revisited, so all of them are kept; otherwise one row at a time will do.
  size_t kept = passes > 1 ? height : 1;
  state.scratch = (uint8_t *)calloc(kept, stride);
  if (!state.scratch) png_error(png, "out of memory");
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < height; y++) {
      uint8_t *row = state.scratch + (passes > 1 ? y * stride : 0);
      png_read_row(png, row, NULL);
      if (pass == passes - 1) hallux_png_composite(row, rgb + (size_t)y * width * 3, width);
    }
  }
  png_read_end(png, NULL);
  free(state.scratch);
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}

// Encodes 3 * width * height bytes as an 8-bit RGB PNG. Returns the file, to be given to free(), and
// its length, or NULL with a reason in `error`.
static inline uint8_t *hallux_png_encode(
    const uint8_t *rgb, uint32_t width, uint32_t height, size_t *length,
    char error[HALLUX_PNG_ERROR_SIZE]) {
  hallux_png_state state = {.error = error};
  hallux_png_state *volatile shared = &state;
  error[0] = 0;
  png_structp png = png_create_write_struct(
      PNG_LIBPNG_VER_STRING, &state, hallux_png_fail, hallux_png_ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    png_destroy_write_struct(&png, NULL);
    strcpy(error, "out of memory");
    return NULL;
  }
  if (setjmp(png_jmpbuf(png))) {
    free(shared->output);
    png_destroy_write_struct(&png, &info);
    return NULL;
  }
  png_set_write_fn(png, &state, hallux_png_write, hallux_png_flush);
  // Sub filter and run-length matching: a fifth of the default's time for a tenth more bytes.
  png_set_compression_level(png, 1);
  png_set_compression_strategy(png, 3);  // Z_RLE of zlib.h
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
  png_set_IHDR(
      png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
      PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (uint32_t y = 0; y < height; y++) png_write_row(png, rgb + (size_t)y * width * 3);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  *length = state.output_count;
  return state.output;
}
