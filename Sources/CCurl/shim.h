// libcurl for Swift, which cannot call variadic functions: one wrapper for each type of argument.
#pragma once

#include <curl/curl.h>

static inline CURLcode hallux_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hallux_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hallux_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hallux_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode hallux_set_headers(CURL *easy, struct curl_slist *headers) {
  return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

typedef size_t (*hallux_write_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode hallux_set_write_function(CURL *easy, hallux_write_function function) {
  return curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, function);
}

typedef size_t (*hallux_read_function)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode hallux_set_read_function(CURL *easy, hallux_read_function function) {
  return curl_easy_setopt(easy, CURLOPT_READFUNCTION, function);
}

typedef int (*hallux_seek_function)(void *context, curl_off_t offset, int origin);

static inline CURLcode hallux_set_seek_function(CURL *easy, hallux_seek_function function) {
  return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, function);
}

static inline CURLcode hallux_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode hallux_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLcode hallux_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}

static inline CURLMcode hallux_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// The result of a finished transfer, out of the message's union.
static inline CURLcode hallux_message_result(const CURLMsg *message) {
  return message->data.result;
}
