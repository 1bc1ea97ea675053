// The numbers in a PNG, for those who want values instead of a picture.
#pragma once

#include "shim.h"

// Decodes a PNG's own samples without any conversion: gray levels at their full depth, palette indices,
// or red, green and blue. Alpha and transparent colors are dropped. `samples` has room for
// channels * width * height numbers, `palette` for 256 colors of three bytes; `palette_count` is 0 when
// there is none. Returns 1, or 0 with a reason in `error`.
static inline int hallux_png_decode_samples(
    const uint8_t *bytes, size_t count, uint16_t *samples, uint32_t width, uint32_t height,
    int channels, uint8_t *palette, int *palette_count, char error[HALLUX_PNG_ERROR_SIZE]) {
  hallux_png_state state = {.input = bytes, .input_count = count, .error = error};
  hallux_png_state *volatile shared = &state;
  error[0] = 0;
  *palette_count = 0;
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
  png_colorp colors;
  int color_count;
  if (png_get_color_type(png, info) == PNG_COLOR_TYPE_PALETTE) {
    if (!png_get_PLTE(png, info, &colors, &color_count)) png_error(png, "the palette is missing");
    for (int index = 0; index < color_count && index < 256; index++) {
      palette[3 * index] = colors[index].red;
      palette[3 * index + 1] = colors[index].green;
      palette[3 * index + 2] = colors[index].blue;
    }
    *palette_count = color_count;
  }
  int is_wide = png_get_bit_depth(png, info) == 16;
  png_set_packing(png);
  png_set_strip_alpha(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  size_t row_count = (size_t)width * channels;
  size_t stride = png_get_rowbytes(png, info);
  if (stride != row_count * (is_wide ? 2 : 1)) png_error(png, "the pixel format is unknown");
  // Interlaced rows are revisited, so all of them are kept; otherwise one row at a time will do.
  size_t kept = passes > 1 ? height : 1;
  state.scratch = (uint8_t *)calloc(kept, stride);
  if (!state.scratch) png_error(png, "out of memory");
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < height; y++) {
      uint8_t *row = state.scratch + (passes > 1 ? y * stride : 0);
      png_read_row(png, row, NULL);
      if (pass < passes - 1) continue;
      uint16_t *target = samples + y * row_count;
      for (size_t index = 0; index < row_count; index++) {
        target[index] = is_wide ? row[2 * index] << 8 | row[2 * index + 1] : row[index];
      }
    }
  }
  png_read_end(png, NULL);
  free(state.scratch);
  png_destroy_read_struct(&png, &info, NULL);
  return 1;
}
