using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using Microsoft.ML.SearchSpace;

namespace FimNet.MLNet;

/// <summary>
/// Every choice of a FIM-Net training. Start from a preset and change what you need: <c>FimNetOptions.Fast with { Seed = 1 }</c>.
/// </summary>
/// <remarks>
/// Defaults are those of <see cref="Fast"/>. Options are checked when a trainer is created. The [Range] and [Choice] attributes are the default search space of an experiment.
/// </remarks>
public sealed partial record FimNetOptions
{
    /// <summary>Good results within ten minutes on two CPU cores with AVX-512, twice that without. The default.</summary>
    public static FimNetOptions Fast { get; } = new();

    /// <summary>As <see cref="Fast"/>, but trained for 10,000 steps a stage: forty minutes to an hour on two CPU cores with AVX-512, more without.</summary>
    public static FimNetOptions Thorough { get; } = new() { Stage1 = TrainingLength.Steps(10_000), Stage2 = TrainingLength.Steps(10_000) };

    /// <summary>
    /// The paper's settings to the letter (Table I, Sections III and IV): 512x512 images, softmax gates, batches of 512 patches on the grid,
    /// a constant rate of 0.0002, whole 256x256 pastes, no weight averaging, one-sided MHFD, no smoothing, no normalisation of the map, the maximum as the score. The paper does not state
    /// the number of epochs or memory items: 200 epochs a stage and 100 items are assumed, which takes days on a CPU.
    /// </summary>
    public static FimNetOptions Paper { get; } = new()
    {
        ImageWidth = 512,
        ImageHeight = 512,
        GateActivation = GateActivation.Softmax,
        Stage1 = TrainingLength.Epochs(200),
        Stage2 = TrainingLength.Epochs(200),
        BatchSize = 512,
        LearningRate = 2e-4,
        LearningRateSchedule = LearningRateSchedule.Constant,
        WeightAveraging = 0,
        PatchSampling = PatchSampling.Grid,
        Defects = DefectGeneratorOptions.Paper,
        AnomalyScoring = AnomalyScoring.Mhfd,
        SmoothingSigma = 0,
        NormalizeByPosition = false,
        NormalizeBackground = false,
        ScoreTopFraction = 0,
        Precision = TrainingPrecision.Full,
    };

    /// <summary>Name of the Image column with the surfaces. Default: Image.</summary>
    public string ImageColumnName { get; init; } = "Image";

    /// <summary>
    /// Name of an Image column with a defective version of each image, such as <c>GenerateDefects</c> makes, for stage 2 to repair.
    /// Default: null, the trainer makes fresh defects itself at every step, which teaches it more.
    /// </summary>
    public string? DefectiveImageColumnName { get; init; }

    /// <summary>Name of the raw score's column (Single). Default: Score.</summary>
    public string ScoreColumnName { get; init; } = "Score";

    /// <summary>Name of the decision's column (Boolean). Default: PredictedLabel.</summary>
    public string PredictedLabelColumnName { get; init; } = "PredictedLabel";

    /// <summary>Name of the anomaly map's column (Vector of Single, ImageHeight x ImageWidth). Default: AnomalyMap.</summary>
    public string AnomalyMapColumnName { get; init; } = "AnomalyMap";

    /// <summary>Name of the reconstruction's column (Image), or null for no such column. The name of <see cref="ImageColumnName"/> puts it in the images' place, where what reads a scored view afterwards, such as a report or a calibration, finds it instead of them. Default: null.</summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>
    /// Name of the p-value's column (Single): the share of good images that the model was not trained on, the one at hand counted among them, whose score is at least as
    /// high. Null for no such column. Default: PValue.
    /// </summary>
    public string? PValueColumnName { get; init; } = "PValue";

    /// <summary>
    /// What the names of the defect regions' columns begin with: Boxes, Areas, Centroids, Peaks and Means follow. Null for no such columns. Default: Region.
    /// </summary>
    public string? RegionColumnPrefix { get; init; } = "Region";

    /// <summary>Width in pixels to which images are resized: a multiple of 64, from 64 to 8192. Default: 256.</summary>
    public int ImageWidth { get; init; } = 256;

    /// <summary>Height in pixels to which images are resized: a multiple of 64, from 64 to 8192. Default: 256.</summary>
    public int ImageHeight { get; init; } = 256;

    /// <summary>
    /// Whether every image, in training and scoring alike, is brought to a mean of 127.5 and a standard deviation of 37.5 grey levels over its pixels and channels, of which those further than
    /// two deviations from the mean do not count; deviations below 4 are amplified as if they were 4. A lamp that ages, another exposure or another lot's tone is then no defect, but neither is what
    /// changes a whole image alike. An experiment does not try it, because images of one lot do not show what it is for. Default: false, as in the paper.
    /// </summary>
    public bool NormalizeIllumination { get; init; }

    /// <summary>What stands between encoder and decoder. Default: <see cref="LatentModule.Lfrm"/> (Section III-D).</summary>
    public LatentModule LatentModule { get; init; } = LatentModule.Lfrm;

    /// <summary>The activation of the forget and input gates (Eqs. 6 and 8). Default: <see cref="GateActivation.Sigmoid"/>; the paper: Softmax.</summary>
    [Choice(GateActivation.Sigmoid, GateActivation.Softmax)]
    public GateActivation GateActivation { get; init; } = GateActivation.Sigmoid;

    /// <summary>Number of memory items, N of Eq. (2): 2 to 10,000. Default: 100.</summary>
    [Choice(50, 100, 200, 400)]
    public int MemorySize { get; init; } = 100;

    /// <summary>Divides the cosine similarities before the softmax of Eq. (2): 0.001 to 10. Default: 1, the paper's equation.</summary>
    [Range(0.05, 1.0, logBase: true)]
    public double MemoryTemperature { get; init; } = 1;

    /// <summary>Length of stage 1, learning from good patches. Must not be zero. Default: 1500 steps.</summary>
    public TrainingLength Stage1 { get; init; } = TrainingLength.Steps(1500);

    /// <summary>Length of stage 2, learning to repair generated defects; <see cref="TrainingLength.None"/> leaves it out. Default: 1500 steps.</summary>
    public TrainingLength Stage2 { get; init; } = TrainingLength.Steps(1500);

    /// <summary>Patches a step: 2 to 4096. Default: 64; the paper: 512.</summary>
    [Choice(32, 64, 128)]
    public int BatchSize { get; init; } = 64;

    /// <summary>Adam's learning rate: above 0, at most 1. Default: 0.0005; the paper: 0.0002.</summary>
    [Range(1e-4, 2e-3, logBase: true)]
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>How the rate runs over a stage. Default: <see cref="LearningRateSchedule.WarmupCosine"/>; the paper: Constant.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.WarmupCosine;

    /// <summary>
    /// Decay of the moving average of weights and batch-normalisation statistics that becomes the model: 0 (no averaging, as in the paper) to below 1.
    /// Default: 0.98.
    /// </summary>
    [Choice(0.95, 0.98, 0.99)]
    public double WeightAveraging { get; init; } = 0.98;

    /// <summary>Where training patches are cut. Default: <see cref="PatchSampling.Random"/>; the paper: Grid.</summary>
    public PatchSampling PatchSampling { get; init; } = PatchSampling.Random;

    /// <summary>w1 of Eqs. (12) and (14), the weight of the reconstruction loss: 0 to 1,000,000. Default: 50, as in the paper.</summary>
    public double ReconstructionWeight { get; init; } = 50;

    /// <summary>w2 of Eqs. (12) and (14), the weight of the attention's entropy: 0 to 1,000,000. Default: 0.01, as in the paper.</summary>
    [Range(1e-3, 0.1, logBase: true)]
    public double SparsityWeight { get; init; } = 0.01;

    /// <summary>The defects of stage 2 (MDGA, Eq. 1). Default: <see cref="DefectGeneratorOptions.Default"/>.</summary>
    public DefectGeneratorOptions Defects { get; init; } = DefectGeneratorOptions.Default;

    /// <summary>How image and reconstruction become a map. Default: <see cref="AnomalyScoring.ConditionalFusion"/>; the paper: Mhfd.</summary>
    [Choice(AnomalyScoring.ConditionalFusion, AnomalyScoring.ConditionalMhfd, AnomalyScoring.TwoSidedMhfd, AnomalyScoring.Mhfd)]
    public AnomalyScoring AnomalyScoring { get; init; } = AnomalyScoring.ConditionalFusion;

    /// <summary>The encoder's layers that MHFD compares, each 1 to 6, at least one, none twice; the statistics of the residuals, which <see cref="AnomalyScoring.TwoSidedMhfd"/> and the conditional scorings have, look at layers 1 and 2 whatever these are. Default: 1, 2, 3, as in the paper.</summary>
    [Choice("1, 2, 3", "1, 2", "2, 3", "1, 2, 3, 4")]
    public IReadOnlyList<int> FeatureLevels { get; init => field = value is null ? null! : [.. value]; } = [1, 2, 3];

    /// <summary>Distance in pixels of neighbouring patches while scoring: 64, 32 or 16. Overlapping reconstructions are averaged. Default: 64.</summary>
    public int PatchStride { get; init; } = PatchGraph.PatchSize;

    /// <summary>
    /// Standard deviation in map pixels of the Gaussian that smooths the difference of <see cref="AnomalyScoring"/>: 0 (none, as in the paper) to 64. Default: 6.
    /// </summary>
    [Range(1.0, 12.0)]
    public double SmoothingSigma { get; init; } = 6;

    /// <summary>
    /// Whether the map tells at each pixel what it would be at an average place, by mean and deviation of the maps of training images at its place: an autoencoder reconstructs the borders of
    /// patches and images worse than their middle. Pixels share a place if they are at the same position of their 64x64 patches, and these at the same borders of the image or at none.
    /// A value x becomes M + (x - m) in the map and M + 2D / (d + D) (x - m) for the score, with mean m and deviation d of the place and their averages M and D over all pixels, in the
    /// units that the map has without it. Default: true; the paper (Eqs. 15 and 16 alone): false.
    /// </summary>
    [BooleanChoice]
    public bool NormalizeByPosition { get; init; } = true;

    /// <summary>
    /// Whether a quarter of what an image's background exceeds that of training images by is taken off its map, which gains as much where the background lies below it: a piece of another tone is reconstructed a little worse everywhere, and its good
    /// pixels would pass for defective ones. The background is the mean of those half of the map's cells of 8x8 pixels whose means are lowest. The score is taken before, so that a piece that is odd as a whole is still
    /// told by it. An experiment does not try it, because images of one lot do not show what it is for. Default: true; the paper (Eqs. 15 and 16 alone): false.
    /// </summary>
    public bool NormalizeBackground { get; init; } = true;

    /// <summary>
    /// The image's score is the mean of this share of the map's highest values, normalised for the score as <see cref="NormalizeByPosition"/> says: 0 to 1, where 0 takes the maximum alone, as the Paper preset does.
    /// Default: 0.005.
    /// </summary>
    [Range(1e-4, 0.05, logBase: true)]
    public double ScoreTopFraction { get; init; } = 0.005;

    /// <summary>Share of the images that is held back from training to choose the threshold: above 0, at most 0.5; at least one image. Default: 0.1.</summary>
    public double HeldBackFraction { get; init; } = 0.1;

    /// <summary>
    /// The first thresholds are this quantile of the held-back images' scores, and of the highest values of their maps, interpolated linearly: 0 to 1. Default: 0.95.
    /// Of ten values or more, those that stand out as <see cref="ScreenedImage.IsSuspicious"/> says do not count, because one odd image would decide over the threshold.
    /// </summary>
    public double ThresholdQuantile { get; init; } = 0.95;

    /// <summary>Decides initial weights, patches and defects. Default: null, MLContext's seed or else 0. The same seed, thread count and precision give the same model on the CPU of one machine, unless a stage's length is a time.</summary>
    public int? Seed { get; init; }

    /// <summary>
    /// Threads of libtorch's CPU kernels, 1 to 1024. The setting is process-wide, so null, the default, leaves it as it is.
    /// </summary>
    public int? Threads { get; init; }

    /// <summary>
    /// In how many bits the training multiplies. MLContext.Log and the model's report tell which of the others <see cref="TrainingPrecision.Automatic"/> was. Default: Automatic; the Paper preset: Full.
    /// </summary>
    public TrainingPrecision Precision { get; init; } = TrainingPrecision.Automatic;

    /// <summary>Memory in megabytes for the resized training images; what does not fit is kept in a temporary file in <c>MLContext.TempFilePath</c>. 1 to 1,000,000. Default: 2048.</summary>
    public int CacheMegabytes { get; init; } = 2048;

    /// <summary>Names of the options that decide how a trained network scores, and nothing of its training.</summary>
    internal static IReadOnlyList<string> ScoringNames { get; } =
        [nameof(AnomalyScoring), nameof(FeatureLevels), nameof(PatchStride), nameof(SmoothingSigma), nameof(NormalizeByPosition), nameof(NormalizeBackground), nameof(ScoreTopFraction), nameof(ThresholdQuantile)];

    internal ModelColumns Columns =>
        new(ImageColumnName, ScoreColumnName, PredictedLabelColumnName, AnomalyMapColumnName, ReconstructionColumnName, PValueColumnName, RegionColumnPrefix);

    internal NetworkOptions Network => new(LatentModule, GateActivation, MemorySize, MemoryTemperature);

    /// <summary>This training, scored as other options say.</summary>
    internal FimNetOptions WithScoringOf(FimNetOptions scoring) => this with
    {
        AnomalyScoring = scoring.AnomalyScoring,
        FeatureLevels = scoring.FeatureLevels,
        PatchStride = scoring.PatchStride,
        SmoothingSigma = scoring.SmoothingSigma,
        NormalizeByPosition = scoring.NormalizeByPosition,
        NormalizeBackground = scoring.NormalizeBackground,
        ScoreTopFraction = scoring.ScoreTopFraction,
        ThresholdQuantile = scoring.ThresholdQuantile,
    };

    internal GraphOptions Graph => new()
    {
        ImageWidth = ImageWidth,
        ImageHeight = ImageHeight,
        NormalizeIllumination = NormalizeIllumination,
        PatchStride = PatchStride,
        Scoring = AnomalyScoring,
        FeatureLevels = FeatureLevels,
        SmoothingSigma = SmoothingSigma,
        ScoreTopFraction = ScoreTopFraction,
    };
}
