using FimNet.MLNet.AutoML.Search;
using FimNet.MLNet.Numerics;
using Microsoft.ML.SearchSpace;

namespace FimNet.MLNet.AutoML.Tests.Search;

[TestClass]
public class FimNetSearchSpaceTests
{
    [TestMethod]
    public void The_default_is_what_the_attributes_of_the_options_say()
    {
        IReadOnlyList<SearchDimension> dimensions = FimNetSearchSpace.Default.Dimensions;
        Assert.AreEqual("0.0001 to 0.002, logarithmic", dimensions.Single(d => d.Option == nameof(FimNetOptions.LearningRate)).ToString());
        Assert.AreEqual("50 | 100 | 200 | 400", dimensions.Single(d => d.Option == nameof(FimNetOptions.MemorySize)).ToString());
        Assert.AreEqual("Sigmoid | Softmax", dimensions.Single(d => d.Option == nameof(FimNetOptions.GateActivation)).ToString());
        Assert.AreEqual("1, 2, 3 | 1, 2 | 2, 3 | 1, 2, 3, 4", dimensions.Single(d => d.Option == nameof(FimNetOptions.FeatureLevels)).ToString());
        CollectionAssert.AreEquivalent(
            new[] { nameof(FimNetOptions.AnomalyScoring), nameof(FimNetOptions.FeatureLevels), nameof(FimNetOptions.SmoothingSigma), nameof(FimNetOptions.NormalizeByPosition), nameof(FimNetOptions.ScoreTopFraction) },
            FimNetSearchSpace.Default.ScoringFor(FimNetMetric.ImageAuRoc).Select(d => d.Option).ToArray());
        CollectionAssert.DoesNotContain(
            FimNetSearchSpace.Default.ScoringFor(FimNetMetric.PixelAuRoc).Select(d => d.Option).ToArray(), nameof(FimNetOptions.ScoreTopFraction), "it changes no map");
    }

    [TestMethod]
    public void All_attributes_of_MLNET_are_read()
    {
        IReadOnlyList<SearchDimension> dimensions = SearchSpaceReader.Read(typeof(Attributed));
        CollectionAssert.AreEqual(new[] { "Whole: 1 to 9", "Flag: True | False", "Name: a | b" }, dimensions.Select(d => $"{d.Option}: {d}").ToArray());
        var random = new SeededRandom(1);
        Assert.IsTrue(Enumerable.Range(0, 100).Select(_ => (int)dimensions[0].Draw(random)).All(value => value is >= 1 and <= 9));
    }

    [TestMethod]
    public void Every_default_value_that_can_be_drawn_is_allowed()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            FimNetOptions options = FimNetSearchSpace.Default.DrawTraining(FimNetOptions.Fast, new SeededRandom(seed));
            options.Validate();
            Assert.AreEqual(FimNetOptions.Fast.SmoothingSigma, options.SmoothingSigma, "scoring is no part of a training's options");
            Assert.IsTrue(options.LearningRate is >= 1e-4 and <= 2e-3);
        }
    }

    [TestMethod]
    public void Draws_differ_by_seed_and_leave_the_given_options_as_they_are()
    {
        FimNetOptions first = FimNetSearchSpace.Default.DrawTraining(FimNetOptions.Fast, new SeededRandom(1));
        Assert.AreEqual(first.LearningRate, FimNetSearchSpace.Default.DrawTraining(FimNetOptions.Fast, new SeededRandom(1)).LearningRate);
        Assert.AreNotEqual(first.LearningRate, FimNetSearchSpace.Default.DrawTraining(FimNetOptions.Fast, new SeededRandom(2)).LearningRate);
        Assert.AreEqual(5e-4, FimNetOptions.Fast.LearningRate);
    }

    [TestMethod]
    public void A_range_of_an_option_that_takes_few_numbers_is_refused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetSearchSpace.Default.WithRange(nameof(FimNetOptions.PatchStride), 16, 64)).Message, "PatchStride is 17");

    [TestMethod]
    public void Options_can_be_added_replaced_and_left_out()
    {
        FimNetSearchSpace space = FimNetSearchSpace.Default
            .Only(nameof(FimNetOptions.LearningRate), nameof(FimNetOptions.MemorySize))
            .Without(nameof(FimNetOptions.MemorySize))
            .WithRange(nameof(FimNetOptions.LearningRate), 0.001, 0.01)
            .WithChoice(nameof(FimNetOptions.PatchStride), 64, 32);
        CollectionAssert.AreEqual(new[] { "LearningRate: 0.001 to 0.01", "PatchStride: 64 | 32" }, space.Dimensions.Select(d => $"{d.Option}: {d}").ToArray());
    }

    [TestMethod]
    [DataRow(nameof(FimNetOptions.ImageWidth), "cannot be searched")]
    [DataRow("Speed", "cannot be searched")]
    public void What_cannot_be_searched_is_refused_by_name(string option, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FimNetSearchSpace.Default.WithChoice(option, 1)).Message, message);

    [TestMethod]
    public void Values_that_an_option_does_not_allow_are_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetSearchSpace.Default.WithRange(nameof(FimNetOptions.LearningRate), 0.1, 2)).Message, "LearningRate is 2");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetSearchSpace.Default.WithRange(nameof(FimNetOptions.LearningRate), 0.2, 0.1)).Message, "below its maximum");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FimNetSearchSpace.Default.WithRange(nameof(FimNetOptions.SmoothingSigma), 0, 4, logBase: true)).Message, "above 0");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FimNetSearchSpace.Default.WithChoice(nameof(FimNetOptions.GateActivation), 1)).Message, "GateActivation");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FimNetSearchSpace.Default.WithRange(nameof(FimNetOptions.GateActivation), 0, 1)).Message, "no number");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FimNetSearchSpace.Default.WithChoice(nameof(FimNetOptions.MemorySize))).Message, "no values");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => FimNetSearchSpace.Default.Without(nameof(FimNetOptions.PatchStride))).Message, "not in the search space");
    }

    private sealed class Attributed
    {
        [Microsoft.ML.SearchSpace.Range(1, 9)]
        public int Whole { get; init; }

        [BooleanChoice]
        public bool Flag { get; init; }

        [Choice("a", "b")]
        public string Name { get; init; } = "";

        public double Fixed { get; init; }
    }
}
