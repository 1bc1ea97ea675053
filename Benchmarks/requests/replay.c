// The barest sender that libcurl allows: posts recorded bodies in turn, looks at nothing that comes back but its status.
//
//   replay ADDRESS IN-FLIGHT COUNT UPLOAD-BUFFER BODY-FILE...
//
// Prints seconds, and user and system seconds of the process. Handles and connections are used again; UPLOAD-BUFFER is libcurl's, in
// bytes.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static char *bodies[4096];
static long lengths[4096];
static int body_count, sent;

static double seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static size_t drop(char *bytes, size_t size, size_t count, void *context) {
  (void)bytes, (void)context;
  return size * count;
}

static void next_body(CURL *easy) {
  int index = sent++ % body_count;
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, bodies[index]);
  curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, lengths[index]);
}

int main(int count, char **words) {
  if (count < 6) return fprintf(stderr, "usage: replay ADDRESS IN-FLIGHT COUNT UPLOAD-BUFFER BODY-FILE...\n"), 64;
  int in_flight = atoi(words[2]), total = atoi(words[3]);
  for (int i = 5; i < count && body_count < 4096; i++) {
    FILE *file = fopen(words[i], "r");
    if (!file) return perror(words[i]), 1;
    fseek(file, 0, SEEK_END);
    lengths[body_count] = ftell(file);
    rewind(file);
    bodies[body_count] = malloc(lengths[body_count]);
    if (fread(bodies[body_count], 1, lengths[body_count], file) != (size_t)lengths[body_count]) return 1;
    fclose(file);
    body_count++;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM *multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)in_flight);
  struct curl_slist *headers = curl_slist_append(NULL, "Expect:");
  headers = curl_slist_append(headers, "Content-Type: application/json");
  double start = seconds();
  for (int i = 0; i < in_flight; i++) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, words[1]);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, atol(words[4]));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
    next_body(easy);
    curl_multi_add_handle(multi, easy);
  }
  int done = 0;
  while (done < total) {
    int running, left;
    curl_multi_perform(multi, &running);
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
      CURL *easy = message->easy_handle;
      long status = 0;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      if (message->data.result != CURLE_OK || status != 200)
        return fprintf(stderr, "replay: result %d, status %ld\n", message->data.result, status), 1;
      done++;
      curl_multi_remove_handle(multi, easy);
      if (sent >= total) continue;
      next_body(easy);
      curl_multi_add_handle(multi, easy);
    }
    if (done < total) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  double end = seconds();
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf(
      "{\"requests\": %d, \"seconds\": %.6f, \"user\": %.6f, \"system\": %.6f}\n", total, end - start,
      usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6, usage.ru_stime.tv_sec + usage.ru_stime.tv_usec / 1e6);
  return 0;
}
