using FimNet.MLNet.Training;

namespace FimNet.MLNet.Tests.Training;

[TestClass]
public class PatchSourceTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public void The_same_seed_draws_the_same_batches_and_another_seed_others(int stage)
    {
        using TrainingData data = PatchFixture.Read(PatchFixture.Options);
        PatchBatch[] first = Draw(seed: 5);
        PatchBatch[] second = Draw(seed: 5);
        PatchBatch[] other = Draw(seed: 6);
        for (int i = 0; i < first.Length; i++)
        {
            Assert.IsTrue(first[i].Input.SequenceEqual(second[i].Input));
            Assert.IsTrue(first[i].Target.SequenceEqual(second[i].Target));
            Assert.IsFalse(first[i].Target.SequenceEqual(other[i].Target));
        }

        Assert.IsFalse(first[0].Target.SequenceEqual(first[1].Target), "every batch is drawn anew");

        PatchBatch[] Draw(int seed)
        {
            var source = new PatchSource(data, PatchFixture.Options, stage, seed);
            return [source.Next(), source.Next(), source.Next()];
        }
    }

    [TestMethod]
    [DataRow(PatchSampling.Grid)]
    [DataRow(PatchSampling.Random)]
    public void Good_patches_are_crops_of_images_that_are_not_held_back(PatchSampling sampling)
    {
        FimNetOptions options = PatchFixture.Options with { PatchSampling = sampling };
        using TrainingData data = PatchFixture.Read(options);
        var source = new PatchSource(data, options, stage: 1, seed: 3);
        var places = new List<(int Row, int X, int Y)>();
        for (int i = 0; i < 10; i++)
        {
            PatchBatch batch = source.Next();
            Assert.AreSame(batch.Target, batch.Input);
            places.AddRange(Enumerable.Range(0, options.BatchSize).Select(patch => PatchFixture.Find(data, PatchFixture.Of(batch.Target, patch))));
        }

        CollectionAssert.AreEquivalent(data.Training.ToArray(), places.Select(place => place.Row).Distinct().ToArray());
        if (sampling == PatchSampling.Grid)
        {
            Assert.IsTrue(places.All(place => place.X % 64 == 0 && place.Y % 64 == 0));
            Assert.AreEqual(2 * 6, places.Distinct().Count(), "every place of the grid of both images comes up");
        }
        else
        {
            Assert.IsGreaterThan(100, places.Distinct().Count());
            Assert.IsTrue(places.Max(place => place.X) > 115 && places.Max(place => place.Y) > 57, "the last columns and rows are reached too");
        }
    }

    [TestMethod]
    public void Defective_patches_differ_from_their_targets_only_where_one_paste_can_be()
    {
        // One opaque square of a quarter of the shorter side, so 32x32, an image; eight patches share an image and its defect.
        FimNetOptions options = PatchFixture.Options with
        {
            BatchSize = 16,
            Defects = DefectGeneratorOptions.Paper with { MinPastes = 1, NaturalPastes = 0, MinSize = 0.25, MaxSize = 0.25 },
        };
        using TrainingData data = PatchFixture.Read(options);
        var source = new PatchSource(data, options, stage: 2, seed: 4);
        int touched = 0;
        for (int i = 0; i < 3; i++)
        {
            PatchBatch batch = source.Next();
            for (int first = 0; first < options.BatchSize; first += 8)
            {
                var changed = new List<(int X, int Y)>();
                var rows = new HashSet<int>();
                for (int patch = first; patch < first + 8; patch++)
                {
                    ReadOnlySpan<byte> target = PatchFixture.Of(batch.Target, patch);
                    (int row, int x, int y) = PatchFixture.Find(data, target);
                    rows.Add(row);
                    int before = changed.Count;
                    AddChanges(changed, PatchFixture.Of(batch.Input, patch), target, x, y);
                    touched += changed.Count > before ? 1 : 0;
                }

                Assert.HasCount(1, rows);
                if (changed.Count > 0)
                {
                    Assert.IsLessThanOrEqualTo(32, changed.Max(p => p.X) - changed.Min(p => p.X) + 1);
                    Assert.IsLessThanOrEqualTo(32, changed.Max(p => p.Y) - changed.Min(p => p.Y) + 1);
                }
            }
        }

        Assert.IsTrue(touched is > 5 and < 43, $"{touched} of 48 patches are defective");
    }

    [TestMethod]
    public void A_generator_that_never_pastes_gives_the_good_patches()
    {
        FimNetOptions options = PatchFixture.Options with { Defects = DefectGeneratorOptions.Paper with { Probability = 0 } };
        using TrainingData data = PatchFixture.Read(options);
        PatchBatch batch = new PatchSource(data, options, stage: 2, seed: 4).Next();
        Assert.IsTrue(batch.Input.SequenceEqual(batch.Target));
        Assert.AreNotSame(batch.Input, batch.Target);
    }

    [TestMethod]
    [DataRow(1, DisplayName = "from the temporary file")]
    [DataRow(100, DisplayName = "from memory")]
    public void Defective_images_of_the_view_take_the_place_of_generated_ones(int megabytes)
    {
        // 16 images of 74 kB, twice, against a budget of half a megabyte each.
        FimNetOptions options = PatchFixture.Options with { DefectiveImageColumnName = "Defective", CacheMegabytes = megabytes };
        using TrainingData data = PatchFixture.Read(options, count: 16);
        Assert.IsTrue(data.HasDefective);
        var source = new PatchSource(data, options, stage: 2, seed: 4);
        for (int i = 0; i < 5; i++)
        {
            PatchBatch batch = source.Next();
            PatchFixture.Find(data, PatchFixture.Of(batch.Target, 0));
            Assert.IsTrue(batch.Input.Zip(batch.Target).All(pair => pair.First == 255 - pair.Second), "a patch and its negative must be cut at the same place");
        }
    }

    private static void AddChanges(List<(int X, int Y)> changed, ReadOnlySpan<byte> input, ReadOnlySpan<byte> target, int x, int y)
    {
        for (int pixel = 0; pixel < PatchFixture.Patch * PatchFixture.Patch; pixel++)
        {
            if (!input.Slice(3 * pixel, 3).SequenceEqual(target.Slice(3 * pixel, 3)))
            {
                changed.Add((x + pixel % PatchFixture.Patch, y + pixel / PatchFixture.Patch));
            }
        }
    }
}
