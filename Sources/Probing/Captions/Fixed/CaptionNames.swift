/// The words of the fixed reading, without those that ``AmbiguousWord`` decides.
///
/// It begins from what COCO's annotators drew boxes around. Where the published table takes a word for an
/// object that it mostly is not ("container" for bowl, "street light" for traffic light), it stands apart.
enum CaptionNames {
  /// The names of each object beside its own, singular and in lower case.
  static let objects: [(object: String, names: [String])] = table.map { object, names in
    (object, split(names))
  }

  /// Names that hold an object's word and mean none of the table.
  static let others: [String] = split(
    """
    bus stop, bus station, bus lane, bus terminal, bus shelter, train station, train track,
    train platform, train yard, train line, train crossing, railroad tie, railway tie, car park,
    car seat, car wash, boat house, boat ramp, bike rack, bike lane, bike path, bicycle rack,
    bicycle lane, motorcycle helmet, bike helmet, bicycle helmet, truck bed, truck stop,
    street light, street lamp, street sign, light pole, traffic sign, traffic cone,
    bird house, bird bath, bird feeder, bird cage, bird nest, cat food, cat bed, cat tree,
    dog house, dog food, dog bed, dog park, dog collar, dog leash, prairie dog, sea horse, saw horse,
    horse trailer, horse stable, zebra crossing, zebra print, lion cub, tiger cub, fox cub,
    bear in mind, bear witness, bear fruit, cowboy hat, cowboy boot, chef hat, chef knife,
    chef's hat, baby stroller, baby carriage, baby food, baby bottle, baby breath, child seat,
    glass window, glass door, glass wall, glass panel, glass roof, glass ceiling, glass building,
    glass pane, glass surface, glass top, glass case, glass display, glass shelf, glass partition,
    magnifying glass, looking glass, stained glass, hour glass, eyeglass, eye glass, sunglass,
    sun glass, reading glass, glass frame, broken glass, glass facade, safety glass,
    orange juice, orange tree, orange peel, orange color, orange colour, orange hue, orange tint,
    apple juice, apple tree, apple pie, apple cider, apple logo, banana tree,
    banana bread, banana leaf, carrot juice, pizza box, pizza parlor, pizza shop, pizza cutter,
    pizza place, sandwich shop, donut shop, cake stand, cake mix, hot dog stand, hot dog cart,
    ice cream sandwich, super bowl, dust bowl, world cup, cup holder, bottle cap, bottle opener,
    knife block, knife holder, utensil holder, mouse pad, mousepad, mouse trap, remote area,
    remote location, remote village, remote beach, remote place, remote island, remote region,
    phone booth, phone number, phone call, phone line, pay phone, phone case, laptop bag, laptop case,
    laptop stand, tv stand, tv show, tv station, tv tower, tv cabinet,
    television stand, television show, keyboard tray, book shelf, book case, bookshelf, bookcase,
    clock radio, flower bed, river bed, garden bed, bed sheet, bed spread, bed room,
    bench press, chair lift, ski lift, ski slope, ski resort, ski pole, ski boot, ski jacket, ski mask,
    ski gear, ski suit, ski trail, ski run, ski lodge, jet ski, kite string, kite festival, kite shop,
    toilet paper, toilet brush, toilet roll, toilet paper holder, oven mitt, oven glove,
    scissor lift, umbrella stand, tie dye, hair tie, twist tie, zip tie, snowboard boot, fork lift,
    forklift, fork in the road, home plate, picnic blanket, table cloth, tablecloth, table tennis,
    table top, table lamp, table leg, water table, pool table, tennis table, ball gown,
    disco ball, ball of yarn, meat ball, cotton ball, ball cap, cannon ball, crystal ball,
    human made, person of interest, kid friendly, child size, man made, mother board, father figure
    """)

  private static func split(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == "\n" }.map { name in
      String(name.drop { $0 == " " })
    }.filter { !$0.isEmpty }
  }

  private static let table: [(String, String)] = [
    (
      "person",
      """
      man, woman, boy, girl, child, kid, baby, toddler, infant, adult, teenager, teen, guy, lady,
      gentleman, human, pedestrian, bystander, onlooker, spectator, passerby, tourist, traveler,
      traveller, passenger, driver, bus driver, taxi driver, truck driver, train conductor, rider,
      bicyclist, cyclist, biker, motorcyclist, skier, snowboarder, skateboarder, skater, surfer,
      swimmer, player, tennis player, baseball player, batter, umpire, referee, athlete, catcher, worker,
      chef, baker, waiter, waitress, bartender, customer, shopper, buyer, vendor, policeman,
      policewoman, police officer, officer, cop, firefighter, fireman, soldier, serviceman, doctor,
      nurse, student, teacher, cowboy, farmer, fisherman, bride, groom, mother, father, sister,
      brother, son, daughter, grandmother, grandfather, grandchild, parent, friend, coworker, camper,
      hiker, hunter, villager, politician, thief, drinker, foreigner, individual, musician, dancer
      """
    ),
    ("bicycle", "bike, tricycle, trike, unicycle, mountain bike, minibike"),
    (
      "car",
      """
      automobile, van, minivan, sedan, suv, hatchback, jeep, taxi, taxicab, taxi cab, cab, limo,
      limousine, convertible, coupe, station wagon, police car, sports car, race car
      """
    ),
    ("motorcycle", "motorbike, motor bike, motor cycle, scooter, motor scooter, moped, dirt bike"),
    (
      "airplane",
      """
      plane, air plane, aeroplane, aircraft, jet, jetliner, airliner, airbus, biplane, monoplane,
      seaplane, jumbo jet, jet plane, passenger jet, passenger plane, fighter jet
      """
    ),
    ("bus", "minibus, school bus, double decker, double decker bus, tour bus, city bus"),
    ("train", "locomotive, tramway, tram, caboose, subway train, train car, train engine"),
    (
      "truck",
      "pickup, pickup truck, pick up truck, lorry, fire truck, firetruck, fire engine, hauler, semi truck"
    ),
    (
      "boat",
      """
      ship, sailboat, sail boat, motorboat, motor boat, speedboat, speed boat, powerboat, canoe, kayak,
      yacht, dinghy, skiff, catamaran, houseboat, rowboat, row boat, trawler, ferry, ferryboat,
      watercraft, tugboat, tug boat, schooner, barge, paddleboat, lifeboat, freighter, steamboat,
      riverboat, battleship, steamship, gondola boat, raft
      """
    ),
    ("traffic light", "traffic signal, stop light, stoplight, traffic lamp"),
    ("fire hydrant", "hydrant"),
    ("stop sign", ""),
    ("parking meter", ""),
    ("bench", "pew, park bench"),
    (
      "bird",
      """
      seagull, gull, goose, duck, owl, ostrich, parakeet, falcon, robin, pelican, waterfowl, heron,
      hummingbird, mallard, finch, pigeon, dove, sparrow, seabird, osprey, blackbird, fowl, shorebird,
      woodpecker, egret, chickadee, quail, bluebird, kingfisher, buzzard, swan, bluejay, blue jay,
      flamingo, cormorant, parrot, loon, gosling, duckling, waterbird, pheasant, rooster, hen,
      sandpiper, crow, raven, oriole, cowbird, warbler, magpie, peacock, cockatiel, lorikeet, puffin,
      vulture, condor, macaw, peafowl, cockatoo, songbird, eagle, hawk, stork
      """
    ),
    ("cat", "kitten, kitty, feline, tabby, tabby cat"),
    (
      "dog",
      """
      puppy, pup, beagle, chihuahua, schnauzer, dachshund, rottweiler, pitbull, pit bull, collie,
      pug, terrier, poodle, labrador, doggie, doggy, doberman, mutt, spaniel, bulldog, sheepdog,
      sheep dog, weimaraner, corgi, cocker spaniel, greyhound, retriever, golden retriever, hound,
      whippet, husky, german shepherd
      """
    ),
    (
      "horse",
      "pony, colt, racehorse, race horse, stallion, foal, mare, palomino, clydesdale, bronco"
    ),
    ("sheep", "lamb, ewe, goat"),
    ("cow", "cattle, ox, calf, bull, heifer, holstein, buffalo, bison, zebu"),
    ("elephant", ""),
    ("bear", "polar bear, grizzly, grizzly bear, panda, panda bear, bear cub"),
    ("zebra", ""),
    ("giraffe", ""),
    ("backpack", "back pack, knapsack, rucksack, book bag"),
    ("umbrella", "parasol"),
    ("handbag", "hand bag, purse"),
    ("tie", "necktie, neck tie, bow tie, bowtie"),
    ("suitcase", "suit case, luggage"),
    ("frisbee", "frisby, flying disc"),
    ("skis", "ski, water ski"),
    ("snowboard", "snow board"),
    (
      "sports ball",
      """
      sport ball, ball, soccer ball, tennis ball, beach ball, basket ball, volley ball, golf ball,
      football ball, bowling ball
      """
    ),
    ("kite", ""),
    ("baseball bat", "base ball bat"),
    ("baseball glove", "baseball mitt, catcher's mitt, catcher mitt"),
    ("skateboard", "skate board, longboard"),
    (
      "surfboard",
      "surf board, skimboard, shortboard, wakeboard, paddle board, paddleboard, boogie board"
    ),
    ("tennis racket", "tennis racquet, racket, racquet"),
    ("bottle", "wine bottle, water bottle, beer bottle"),
    (
      "wine glass",
      """
      wineglass, glass of wine, glasses of wine, glass of red wine, glasses of red wine,
      glass of white wine, glasses of white wine, champagne glass, champagne flute, wine goblet
      """
    ),
    ("cup", "mug, coffee cup, coffee mug, tea cup, teacup, paper cup"),
    ("fork", ""),
    ("knife", "pocketknife, steak knife, butter knife, pocket knife"),
    ("spoon", "teaspoon, tablespoon"),
    ("bowl", ""),
    ("banana", ""),
    ("apple", ""),
    ("sandwich", "burger, hamburger, cheeseburger, sub sandwich, submarine sandwich"),
    ("orange", "orange slice, slice of orange, orange fruit, orange wedge"),
    ("broccoli", "brocolli, brocoli"),
    ("carrot", "baby carrot"),
    ("hot dog", "hotdog"),
    ("pizza", ""),
    ("donut", "doughnut"),
    ("cake", "cheesecake, cheese cake, cupcake, shortcake, coffeecake, birthday cake, carrot cake"),
    (
      "chair", "armchair, arm chair, highchair, high chair, rocking chair, lawn chair, office chair"
    ),
    ("couch", "sofa, loveseat, love seat, settee, futon, chesterfield"),
    ("potted plant", "pot plant, houseplant, house plant, plant in a pot"),
    ("bed", "bunk bed, bunkbed"),
    ("dining table", "dinner table, kitchen table, picnic table, dining room table, dinning table"),
    (
      "toilet",
      "toilet seat, toilet bowl, toilet tank, toilet lid, urinal, commode, lavatory, potty"
    ),
    ("tv", "television, televison, television set, tv set, tv screen, monitor, computer monitor"),
    ("laptop", "laptop computer, netbook, macbook, notebook computer"),
    ("mouse", "computer mouse, wireless mouse, optical mouse"),
    (
      "remote", "remote control, remote controller, tv remote, wii remote, game controller, wiimote"
    ),
    ("keyboard", "computer keyboard"),
    (
      "cell phone",
      "cellphone, mobile phone, phone, smartphone, smart phone, iphone, telephone, cellular phone"
    ),
    ("microwave", "microwave oven"),
    ("oven", "stove, stovetop, stove top, stove top oven, stove oven, range oven"),
    ("toaster", ""),
    ("sink", "wash basin, washbasin, kitchen sink, bathroom sink"),
    ("refrigerator", "fridge, freezer"),
    ("book", ""),
    ("clock", "clock tower, alarm clock, wall clock"),
    ("vase", ""),
    ("scissors", "scissor, pair of scissors"),
    ("teddy bear", "teddybear, teddy, stuffed bear"),
    ("hair drier", "hair dryer, hairdryer, hairdrier, blow dryer, blow drier"),
    ("toothbrush", "tooth brush"),
  ]
}
