using System.Globalization;
using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Training;
using Microsoft.ML;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class FimNetOptionsTests
{
    private const string Side = "a multiple of 64 from 64 to 8192";
    private const string Levels = "at least one of the encoder's layers 1 to 6, none twice";

    private readonly MLContext _mlContext = new();

    [TestMethod]
    [DynamicData(nameof(OutOfRange))]
    public void A_number_out_of_its_range_is_refused_with_option_value_and_range(string option, object value, string allowed)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => Create(With(option, value)));
        Assert.AreEqual(option, e.ParamName);
        string text = string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must be {allowed}.");
        StringAssert.Contains(e.Message, text);
    }

    private static IEnumerable<(string Option, object Value, string Allowed)> OutOfRange =>
    [
        (nameof(FimNetOptions.ImageWidth), 0, Side),
        (nameof(FimNetOptions.ImageWidth), 100, Side),
        (nameof(FimNetOptions.ImageWidth), 8256, Side),
        (nameof(FimNetOptions.ImageHeight), -64, Side),
        (nameof(FimNetOptions.ImageHeight), 96, Side),
        (nameof(FimNetOptions.LatentModule), (LatentModule)9, "one of Lfrm, Memory, Concatenate, None"),
        (nameof(FimNetOptions.GateActivation), (GateActivation)9, "one of Softmax, Sigmoid"),
        (nameof(FimNetOptions.LearningRateSchedule), (LearningRateSchedule)(-1), "one of Constant, WarmupCosine"),
        (nameof(FimNetOptions.PatchSampling), (PatchSampling)2, "one of Grid, Random"),
        (nameof(FimNetOptions.AnomalyScoring), (AnomalyScoring)5, "one of Mhfd, PixelDifference, TwoSidedMhfd, ConditionalMhfd, ConditionalFusion"),
        (nameof(FimNetOptions.Precision), (TrainingPrecision)3, "one of Full, Mixed, Automatic"),
        (nameof(FimNetOptions.MemorySize), 1, "between 2 and 10000"),
        (nameof(FimNetOptions.MemorySize), 10_001, "between 2 and 10000"),
        (nameof(FimNetOptions.MemoryTemperature), 0.0, "between 0.001 and 10"),
        (nameof(FimNetOptions.MemoryTemperature), 10.5, "between 0.001 and 10"),
        (nameof(FimNetOptions.MemoryTemperature), double.NaN, "between 0.001 and 10"),
        (nameof(FimNetOptions.Stage1), TrainingLength.None, "longer than zero: stage 1 cannot be left out"),
        (nameof(FimNetOptions.Stage1), TrainingLength.Epochs(0), "longer than zero: stage 1 cannot be left out"),
        (nameof(FimNetOptions.BatchSize), 1, "between 2 and 4096"),
        (nameof(FimNetOptions.BatchSize), 4097, "between 2 and 4096"),
        (nameof(FimNetOptions.LearningRate), 0.0, "above 0 and at most 1"),
        (nameof(FimNetOptions.LearningRate), 1.5, "above 0 and at most 1"),
        (nameof(FimNetOptions.LearningRate), double.NaN, "above 0 and at most 1"),
        (nameof(FimNetOptions.WeightAveraging), 1.0, "at least 0 and below 1"),
        (nameof(FimNetOptions.WeightAveraging), -0.5, "at least 0 and below 1"),
        (nameof(FimNetOptions.WeightAveraging), double.NaN, "at least 0 and below 1"),
        (nameof(FimNetOptions.ReconstructionWeight), -1.0, "between 0 and 1000000"),
        (nameof(FimNetOptions.ReconstructionWeight), double.PositiveInfinity, "between 0 and 1000000"),
        (nameof(FimNetOptions.SparsityWeight), -1.0, "between 0 and 1000000"),
        (nameof(FimNetOptions.SparsityWeight), double.NaN, "between 0 and 1000000"),
        (nameof(FimNetOptions.PatchStride), 48, "64, 32 or 16"),
        (nameof(FimNetOptions.SmoothingSigma), -1.0, "between 0 and 64"),
        (nameof(FimNetOptions.SmoothingSigma), 65.0, "between 0 and 64"),
        (nameof(FimNetOptions.SmoothingSigma), double.NaN, "between 0 and 64"),
        (nameof(FimNetOptions.ScoreTopFraction), 1.25, "between 0 and 1"),
        (nameof(FimNetOptions.ScoreTopFraction), double.NaN, "between 0 and 1"),
        (nameof(FimNetOptions.HeldBackFraction), 0.0, "above 0 and at most 0.5"),
        (nameof(FimNetOptions.HeldBackFraction), 0.75, "above 0 and at most 0.5"),
        (nameof(FimNetOptions.HeldBackFraction), double.NaN, "above 0 and at most 0.5"),
        (nameof(FimNetOptions.ThresholdQuantile), -0.5, "between 0 and 1"),
        (nameof(FimNetOptions.ThresholdQuantile), 1.5, "between 0 and 1"),
        (nameof(FimNetOptions.ThresholdQuantile), double.NaN, "between 0 and 1"),
        (nameof(FimNetOptions.Threads), 0, "between 1 and 1024"),
        (nameof(FimNetOptions.Threads), 1025, "between 1 and 1024"),
        (nameof(FimNetOptions.CacheMegabytes), 0, "between 1 and 1000000"),
        (nameof(FimNetOptions.CacheMegabytes), 1_000_001, "between 1 and 1000000"),
    ];

    [TestMethod]
    [DataRow(nameof(FimNetOptions.ImageColumnName))]
    [DataRow(nameof(FimNetOptions.ScoreColumnName))]
    [DataRow(nameof(FimNetOptions.PredictedLabelColumnName))]
    [DataRow(nameof(FimNetOptions.AnomalyMapColumnName))]
    [DataRow(nameof(FimNetOptions.DefectiveImageColumnName))]
    [DataRow(nameof(FimNetOptions.ReconstructionColumnName))]
    [DataRow(nameof(FimNetOptions.PValueColumnName))]
    public void An_empty_column_name_is_refused(string option)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Create(With(option, "")));
        Assert.AreEqual(option, e.ParamName);
        StringAssert.Contains(e.Message, $"{option} is empty; it must be the name of a column");
    }

    [TestMethod]
    [DataRow(nameof(FimNetOptions.PredictedLabelColumnName), "Score", "ScoreColumnName and PredictedLabelColumnName are both 'Score'")]
    [DataRow(nameof(FimNetOptions.AnomalyMapColumnName), "Score", "ScoreColumnName and AnomalyMapColumnName are both 'Score'")]
    [DataRow(nameof(FimNetOptions.ReconstructionColumnName), "AnomalyMap", "AnomalyMapColumnName and ReconstructionColumnName are both 'AnomalyMap'")]
    [DataRow(nameof(FimNetOptions.ScoreColumnName), "RegionAreas", "ScoreColumnName and RegionColumnPrefix are both 'RegionAreas'")]
    public void Two_outputs_of_one_name_are_refused(string option, string name, string expected) =>
        StringAssert.Contains(Assert.Throws<ArgumentException>(() => Create(With(option, name))).Message, expected);

    [TestMethod]
    public void Images_with_and_without_defects_must_be_two_columns() => StringAssert.Contains(
        Assert.Throws<ArgumentException>(() => Create(FimNetOptions.Fast with { DefectiveImageColumnName = "Image" })).Message, "DefectiveImageColumnName and ImageColumnName are both 'Image'");

    [TestMethod]
    [DataRow(new int[0], "[]")]
    [DataRow(new[] { 1, 2, 1 }, "[1, 2, 1]")]
    [DataRow(new[] { 0, 1 }, "[0, 1]")]
    [DataRow(new[] { 7 }, "[7]")]
    public void Levels_that_repeat_are_out_of_range_or_missing_are_refused(int[] levels, string printed)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Create(FimNetOptions.Fast with { FeatureLevels = levels }));
        Assert.AreEqual(nameof(FimNetOptions.FeatureLevels), e.ParamName);
        StringAssert.Contains(e.Message, $"FeatureLevels is {printed}; it must hold {Levels}.");
    }

    [TestMethod]
    public void Options_of_the_defect_generator_are_checked_as_well()
    {
        FimNetOptions options = FimNetOptions.Fast with { Defects = DefectGeneratorOptions.Default with { MaxSize = 2 } };
        Assert.AreEqual("MaxSize", Assert.Throws<ArgumentOutOfRangeException>(() => Create(options)).ParamName);
    }

    [TestMethod]
    public void Nothing_at_all_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Create(null!));
        Assert.Throws<ArgumentNullException>(() => Create(FimNetOptions.Fast with { Defects = null! }));
        Assert.Throws<ArgumentNullException>(() => Create(FimNetOptions.Fast with { FeatureLevels = null! }));
    }

    [TestMethod]
    public void Presets_and_the_ends_of_the_ranges_are_allowed()
    {
        Create(FimNetOptions.Fast);
        Create(FimNetOptions.Paper);
        Create(FimNetOptions.Thorough);
        Create(new FimNetOptions
        {
            ImageWidth = 64,
            ImageHeight = 8192,
            MemorySize = 2,
            MemoryTemperature = 0.001,
            BatchSize = 2,
            LearningRate = 1,
            WeightAveraging = 0,
            ReconstructionWeight = 0,
            SparsityWeight = 0,
            FeatureLevels = [6],
            PatchStride = 16,
            SmoothingSigma = 64,
            ScoreTopFraction = 1,
            HeldBackFraction = 0.5,
            ThresholdQuantile = 1,
            Threads = 1024,
            CacheMegabytes = 1,
            Seed = int.MinValue,
        });
    }

    [TestMethod]
    public void The_flat_arguments_are_checked_like_the_options()
    {
        AnomalyDetectionCatalog.AnomalyDetectionTrainers trainers = _mlContext.AnomalyDetection.Trainers;
        Assert.AreEqual("ImageWidth", Assert.Throws<ArgumentOutOfRangeException>(() => trainers.FimNet(imageSize: 100)).ParamName);
        StringAssert.Contains(Assert.Throws<ArgumentOutOfRangeException>(() => trainers.FimNet(stage1Steps: -1)).Message, "in steps must be between 0 and");
        Assert.AreEqual("Stage1", Assert.Throws<ArgumentOutOfRangeException>(() => trainers.FimNet(stage1Steps: 0)).ParamName);
    }

    [TestMethod]
    public void The_papers_preset_has_the_papers_values()
    {
        FimNetOptions paper = FimNetOptions.Paper;

        // Section IV: images of 512x512; Table I: batches of 512, Adam with a rate of 0.0002, softmax gates.
        Assert.AreEqual((512, 512), (paper.ImageWidth, paper.ImageHeight));
        Assert.AreEqual(512, paper.BatchSize);
        Assert.AreEqual(2e-4, paper.LearningRate);
        Assert.AreEqual(LearningRateSchedule.Constant, paper.LearningRateSchedule);
        Assert.AreEqual(GateActivation.Softmax, paper.GateActivation);
        Assert.AreEqual(LatentModule.Lfrm, paper.LatentModule);
        Assert.AreEqual(1, paper.MemoryTemperature);

        // Eqs. (12) and (14).
        Assert.AreEqual((50, 0.01), (paper.ReconstructionWeight, paper.SparsityWeight));

        // Patches on the grid, MHFD alone over the first three layers, nothing after it.
        Assert.AreEqual(PatchSampling.Grid, paper.PatchSampling);
        Assert.AreEqual(64, paper.PatchStride);
        Assert.AreEqual(TrainingPrecision.Full, paper.Precision);
        Assert.AreEqual(AnomalyScoring.Mhfd, paper.AnomalyScoring);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, paper.FeatureLevels.ToArray());
        Assert.AreEqual((0, 0, 0), (paper.SmoothingSigma, paper.ScoreTopFraction, paper.WeightAveraging));

        // Section III-B: a natural 256x256 crop and a resized, blurred one of the image, both pasted whole.
        Assert.AreEqual((1, 1, 2), (paper.Defects.NaturalPastes, paper.Defects.BlurredPastes, paper.Defects.MinPastes));
        Assert.AreEqual((256, 256), (512 * paper.Defects.MinSize, 512 * paper.Defects.MaxSize));
        Assert.AreEqual((1, 0), (paper.Defects.MaxAspectRatio, paper.Defects.BlobProbability));
        Assert.AreEqual((1, 1), (paper.Defects.MinOpacity, paper.Defects.Probability));
    }

    [TestMethod]
    public void The_other_presets_have_their_documented_values()
    {
        FimNetOptions fast = FimNetOptions.Fast;
        Assert.AreEqual((256, 256, false), (fast.ImageWidth, fast.ImageHeight, fast.NormalizeIllumination));
        Assert.AreEqual((LatentModule.Lfrm, GateActivation.Sigmoid, 100, 1.0), (fast.LatentModule, fast.GateActivation, fast.MemorySize, fast.MemoryTemperature));
        Assert.AreEqual((TrainingLength.Steps(1500), TrainingLength.Steps(1500), 64, 5e-4), (fast.Stage1, fast.Stage2, fast.BatchSize, fast.LearningRate));
        Assert.AreEqual((LearningRateSchedule.WarmupCosine, 0.98, PatchSampling.Random), (fast.LearningRateSchedule, fast.WeightAveraging, fast.PatchSampling));
        Assert.AreEqual((50.0, 0.01, TrainingPrecision.Automatic), (fast.ReconstructionWeight, fast.SparsityWeight, fast.Precision));
        Assert.AreEqual((AnomalyScoring.ConditionalFusion, 64, 6.0, true, true), (fast.AnomalyScoring, fast.PatchStride, fast.SmoothingSigma, fast.NormalizeByPosition, fast.NormalizeBackground));
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, fast.FeatureLevels.ToArray());
        Assert.AreEqual((0.005, 0.1, 0.95, 2048), (fast.ScoreTopFraction, fast.HeldBackFraction, fast.ThresholdQuantile, fast.CacheMegabytes));

        FimNetOptions thorough = FimNetOptions.Thorough;
        Assert.AreEqual((TrainingLength.Steps(10_000), TrainingLength.Steps(10_000)), (thorough.Stage1, thorough.Stage2));
        Assert.AreEqual(OptionsJson.Write(fast).GetRawText(), OptionsJson.Write(thorough with { Stage1 = fast.Stage1, Stage2 = fast.Stage2 }).GetRawText());
    }

    [TestMethod]
    public void What_shapes_network_and_graph_reaches_them()
    {
        var options = new FimNetOptions
        {
            ImageWidth = 128,
            ImageHeight = 320,
            NormalizeIllumination = true,
            PatchStride = 16,
            AnomalyScoring = AnomalyScoring.PixelDifference,
            FeatureLevels = [2, 5],
            SmoothingSigma = 3,
            ScoreTopFraction = 0.25,
            LatentModule = LatentModule.Memory,
            GateActivation = GateActivation.Softmax,
            MemorySize = 33,
            MemoryTemperature = 0.5,
        };
        var expected = new GraphOptions
        {
            ImageWidth = 128,
            ImageHeight = 320,
            NormalizeIllumination = true,
            PatchStride = 16,
            Scoring = AnomalyScoring.PixelDifference,
            FeatureLevels = options.FeatureLevels,
            SmoothingSigma = 3,
            ScoreTopFraction = 0.25,
        };
        Assert.AreEqual(expected, options.Graph);
        Assert.AreEqual(new NetworkOptions(LatentModule.Memory, GateActivation.Softmax, 33, 0.5), options.Network);
    }

    private FimNetTrainer Create(FimNetOptions options) => _mlContext.AnomalyDetection.Trainers.FimNet(options);

    /// <summary>The default options with another value of the option of this name.</summary>
    private static FimNetOptions With(string option, object value)
    {
        var options = new FimNetOptions();
        typeof(FimNetOptions).GetProperty(option)!.SetValue(options, value);
        return options;
    }
}
