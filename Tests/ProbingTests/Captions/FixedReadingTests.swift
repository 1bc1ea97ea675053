import Testing

@testable import Probing

/// Sentences with what the fixed reading must make of them: objects, `?` for ambiguous, `!` for negated.
@Suite struct FixedReadingTests {
  @Test(arguments: Self.sentences) func `A sentence has these mentions`(row: (String, String)) {
    let mentions = CHAIRVariant.fixed.read(row.0).mentions.map { mention in
      mention.object + (mention.resolution.isAmbiguous ? "?" : "") + (mention.isNegated ? "!" : "")
    }
    #expect(mentions.joined(separator: ", ") == row.1, "\(row.0)")
  }

  private static let sentences: [(String, String)] = [
    // What the published code never sees.
    ("A bus is parked beside two buses.", "bus, bus"),
    ("He swings a tennis racket at the sports ball.", "tennis racket, sports ball"),
    ("Tennis rackets and sports balls.", "tennis racket, sports ball"),
    ("A t.v. on a stand, a T.V.", "tv, tv"),
    ("A stove top oven next to the stovetop.", "oven, oven"),
    ("Two men wear ties and one wears a bow tie.", "person, tie, tie"),
    ("She talks on her iPhone.", "cell phone"),
    ("A slice of cheesecake.", "cake"),
    // Plurals.
    ("People, women, children and policemen.", "person, person, person, person"),
    ("Knives, forks and spoons.", "knife, fork, spoon"),
    ("Sheep, skis, scissors and geese.", "sheep, skis, scissors, bird"),
    ("Benches, buses, toothbrushes and sandwiches.", "bench, bus, toothbrush, sandwich"),
    ("Puppies and ponies with calves.", "dog, horse, cow"),
    ("The giraffes' necks and the dog's bowl.", "giraffe, dog, bowl"),
    // Names of several words, hyphens.
    ("A hot dog and a hot-dog, but the dog is hot.", "hot dog, hot dog, dog"),
    ("A teddy bear sits beside a polar bear.", "teddy bear, bear"),
    (
      "A traffic light above the stop sign and a fire-hydrant.",
      "traffic light, stop sign, fire hydrant"
    ),
    ("A cell phone, a mobile phone and a parking meter.", "cell phone, cell phone, parking meter"),
    ("Potted plants on a park bench.", "potted plant, bench"),
    ("A microwave oven and a hair dryer.", "microwave, hair drier"),
    ("The toilet seat is up.", "toilet"),
    ("A fire truck and a pickup truck.", "truck, truck"),
    ("A hot, dog-eared book.", "dog, book"),
    // What only sounds like an object.
    ("She waits at the bus stop near the train station.", ""),
    ("The train tracks lead to a car park.", ""),
    ("An apple tree and a pizza box.", ""),
    ("A zebra crossing by the street light.", ""),
    ("A pitcher of orange juice.", ""),
    ("A cowboy hat and a bird feeder.", ""),
    ("A home plate on the field.", ""),
    // Age, sex and use.
    ("A baby elephant and an adult zebra.", "elephant, zebra"),
    ("A mother bear with a bear cub.", "bear, bear"),
    ("A baby holds a baby brown bear.", "person, bear"),
    ("A passenger train passes a passenger jet with passengers.", "train, airplane, person"),
    ("A male giraffe looks at a male with a tie.", "giraffe, person, tie"),
    // Likenesses.
    ("A toy car and a stuffed dog.", "car?, dog?"),
    ("A statue of a horse and a cat figurine.", "horse?, cat?"),
    ("A picture of a dog.", "dog"),
    // Glass.
    ("A glass of red wine on the bar.", "wine glass"),
    ("Two glasses of white wine, one wine glass.", "wine glass, wine glass"),
    ("A glass of water.", "wine glass?"),
    ("A glass window behind a glass vase.", "vase"),
    ("A bowl made of glass.", "bowl"),
    ("A man wearing glasses.", "person"),
    ("Wine is poured into a glass.", "wine glass"),
    ("A glass is on the shelf.", "wine glass?"),
    // Orange.
    ("A man in an orange shirt.", "person"),
    ("An orange and a banana.", "orange, banana"),
    ("Three oranges on a plate.", "orange"),
    ("An orange and white cat.", "cat"),
    ("The wall is orange.", ""),
    ("A black and orange bird.", "bird"),
    ("Some orange is left.", "orange?"),
    // Mouse and remote.
    ("A mouse beside the keyboard.", "mouse, keyboard"),
    ("A computer mouse.", "mouse"),
    ("A cat chases a mouse.", "cat"),
    ("A mouse.", "mouse?"),
    ("A remote village in a remote area.", ""),
    ("A remote on the couch and a remote control.", "remote, couch, remote"),
    // Tables, desks, seats.
    ("A dining table and a kitchen table.", "dining table, dining table"),
    ("A table with plates of food.", "dining table"),
    ("A table by the wall.", "dining table?"),
    ("The table occupies the room.", "dining table?"),
    ("A desk, a stool and a seat.", "dining table?, chair?, chair?"),
    // Other words with two meanings.
    ("Wild turkeys walk in a flock.", "bird"),
    ("A turkey sandwich with cheese.", "sandwich"),
    ("A cub.", "bear?"),
    ("The batter holds a bat.", "person, baseball bat"),
    ("A bat in a cave.", ""),
    ("Please bear in mind that bears bear a load.", "bear"),
    ("The wall bears a resemblance to a bear.", "bear"),
    ("It is about to sink next to the sink.", "sink"),
    ("A desktop computer.", ""),
    // Absence.
    ("There is no dog in the image, but a cat.", "dog!, cat"),
    ("A man without a hat or tie on a horse.", "person, tie!, horse"),
    ("No people are visible.", "person!"),
    ("There are no people, cars or dogs in the park with a bench.", "person!, car!, dog!, bench"),
    ("There isn't a cat on the bed.", "cat!, bed"),
    ("A dog is not visible.", "dog!"),
    ("The man is not wearing a tie.", "person, tie!"),
    ("Not only a dog but also a cat.", "dog, cat"),
    ("There are no signs of people. A dog barks.", "person!, dog"),
    ("Neither a dog nor a cat.", "dog!, cat!"),
  ]
}
