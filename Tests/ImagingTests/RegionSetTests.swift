import Imaging
import Testing

@Suite struct RegionSetTests {
  @Test("a set behaves as a set of numbers does", arguments: 0..<40)
  func algebra(seed: Int) {
    let count = seed * 5
    let (a, b) = (
      RegionSet.sample(regionCount: count, seed: seed),
      RegionSet.sample(regionCount: count, seed: seed + 1000)
    )
    let (numbersA, numbersB) = (Set(a.regions), Set(b.regions))
    #expect(Set(a.union(b).regions) == numbersA.union(numbersB))
    #expect(Set(a.intersection(b).regions) == numbersA.intersection(numbersB))
    #expect(Set(a.subtracting(b).regions) == numbersA.subtracting(numbersB))
    #expect(Set(a.complement.regions) == Set(0..<count).subtracting(numbersA))
    #expect(a.complement.complement == a)
    #expect(a.count == numbersA.count)
    #expect(a.isEmpty == numbersA.isEmpty)
    #expect(a.union(a.complement) == .all(regionCount: count))
  }

  @Test("putting in and taking out changes one region")
  func insertion() {
    let set = RegionSet(regionCount: 70, [3, 64])
    #expect(set.inserting(69).regions == [3, 64, 69])
    #expect(set.removing(64).regions == [3])
    #expect(set.inserting(3) == set)
    #expect(set.removing(5) == set)
    #expect(set.contains(64))
    #expect(!set.contains(63))
  }

  @Test("the bytes of a set give the set back", arguments: [0, 1, 8, 9, 63, 64, 65, 200])
  func bytes(count: Int) {
    let set = RegionSet.sample(regionCount: count, seed: count)
    #expect(set.bytes.count == (count + 7) / 8)
    #expect(RegionSet(regionCount: count, bytes: set.bytes) == set)
  }

  @Test("the bytes are in the order of the regions, least significant bit first")
  func byteOrder() {
    #expect(RegionSet(regionCount: 10, [0, 2, 9]).bytes == [0b101, 0b10])
  }

  @Test("bytes that are too many, too few, or name a region that is not there make no set")
  func wrongBytes() {
    #expect(RegionSet(regionCount: 10, bytes: [1]) == nil)
    #expect(RegionSet(regionCount: 10, bytes: [1, 1, 0]) == nil)
    #expect(RegionSet(regionCount: 10, bytes: [0, 0b100]) == nil)
    #expect(RegionSet(regionCount: -1, bytes: []) == nil)
  }
}
