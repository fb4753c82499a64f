using FimNet.MLNet.Calibration;
using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using FimNet.MLNet.Quantization;
using FimNet.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet;

/// <summary>
/// A fitted FIM-Net: appends an anomaly score, a decision and an anomaly map to every row, computed from its image.
/// </summary>
/// <remarks>
/// <para>Columns (their names are options of the trainer): <c>Score</c> (Single, raw, higher is more anomalous), <c>PredictedLabel</c>
/// (Boolean, true when the score is above <see cref="Threshold"/>), <c>AnomalyMap</c> (Vector of Single with the dimensions
/// <see cref="ImageHeight"/> x <see cref="ImageWidth"/>; Eqs. 15 and 16, or how surprising such residuals are beside good images, as the trainer's options of scoring and normalisation say), <c>PValue</c> (Single, the share of good images, the one at hand counted among them, whose score is at least as high)
/// and, on request, <c>Reconstruction</c> (Image; as with ML.NET's own image transforms, a cursor disposes it when it reads the next row's).</para>
/// <para>The defect regions, those with the highest peak first, are vectors of Single of as many entries as there are regions: <c>RegionBoxes</c> (left, top, right, bottom of each; right
/// and bottom are the first column and row outside), <c>RegionAreas</c> (pixels), <c>RegionCentroids</c> (x, y of each), <c>RegionPeaks</c> and <c>RegionMeans</c>. Coordinates are pixels of the
/// image that the model was given. See <see cref="DefectRegion"/>. They follow from the map and <see cref="PixelThreshold"/>, the decision from the score and <see cref="Threshold"/>, and both are normalised
/// in ways of their own: an image that is odd as a whole may be called defective and have no region. A column costs nothing when nobody reads it, but for the reconstruction of a prediction engine, which is copied whenever the model has that column.</para>
/// <para>A row whose image is missing (null) is not an error: its score, p-value and whole map are NaN, it has no regions and no reconstruction, and <c>PredictedLabel</c> is false, which then does not
/// mean that it is good. <see cref="LoadSurfaceImagesTransformer"/> says why an image is missing.</para>
/// <para>Scoring runs one ONNX graph with ONNX Runtime on the CPU; libtorch is not involved. Images of any size are resized in the graph.</para>
/// <para>Instances are safe to use from several threads. <c>mlContext.Model.Save</c> and <c>Load</c> work as for ML.NET's own transformers.</para>
/// </remarks>
public sealed class FimNetTransformer : ITransformer, IDisposable
{
    private readonly IHostEnvironment _environment;
    private readonly FimNetModel _model;
    private readonly SharedSession _session;

    internal FimNetTransformer(IHostEnvironment environment, FimNetModel model)
        : this(environment, model, Loaded(new SharedSession(model)))
    {
    }

    private FimNetTransformer(IHostEnvironment environment, FimNetModel model, SharedSession session)
    {
        _environment = environment;
        _model = model;
        _session = session;
    }

    /// <summary>Width in pixels at which images are scored, and of the anomaly map.</summary>
    public int ImageWidth => _model.Settings.ImageWidth;

    /// <summary>Height in pixels at which images are scored, and of the anomaly map.</summary>
    public int ImageHeight => _model.Settings.ImageHeight;

    /// <summary>Images whose raw score is above this are predicted defective. In units of <c>Score</c>.</summary>
    public float Threshold => _model.Settings.Threshold;

    /// <summary>Map values above this belong to defect regions. In units of the anomaly map.</summary>
    public float PixelThreshold => _model.Settings.ThresholdOfPixels;

    /// <summary>Where <see cref="Threshold"/> comes from; <see langword="null"/> for the trainer's first one and one set by <see cref="WithThreshold"/>.</summary>
    public ThresholdCalibration? ScoreCalibration => _model.Settings.ScoreCalibration;

    /// <summary>Where <see cref="PixelThreshold"/> comes from; <see langword="null"/> for the trainer's first one and one set by <see cref="WithPixelThreshold"/>.</summary>
    public ThresholdCalibration? PixelCalibration => _model.Settings.PixelCalibration;

    /// <summary>Which areas of the map count as defect regions.</summary>
    public DefectRegionOptions RegionOptions => _model.Settings.Regions;

    /// <summary>Whether the model computes in 8 bits: made by <see cref="Quantize"/>.</summary>
    public bool IsQuantized => _model.Settings.IsQuantized;

    /// <summary>
    /// Raw scores, ascending, of good images that the model was not trained on: those held back from training, or the good ones of the last calibration.
    /// The column <c>PValue</c> compares with them.
    /// </summary>
    public IReadOnlyList<float> ReferenceScores => _model.Settings.HeldBackScores;

    /// <summary>The losses of every training step, stage 1 first; of a training of more than 100,000 steps those of about as many evenly spread ones and of the last of each stage.</summary>
    public IReadOnlyList<TrainingLoss> TrainingHistory => _model.Settings.TrainingHistory;

    /// <summary>How many optimiser steps both stages took together, also where <see cref="TrainingHistory"/> has not all of them.</summary>
    public int TrainingSteps => TrainingHistory.GroupBy(loss => loss.Stage).Sum(stage => stage.Last().Step);

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    internal FimNetModel Model => _model;

    internal ModelSettings Settings => _model.Settings;

    /// <summary>The same model with another decision threshold.</summary>
    /// <param name="threshold">Finite; in units of <c>Score</c>.</param>
    /// <returns>A new transformer; this one is unchanged. Both share the loaded graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not finite.</exception>
    public FimNetTransformer WithThreshold(float threshold) =>
        With(_model.Settings.WithThreshold(CheckFinite(threshold), calibration: null));

    /// <summary>The same model with another threshold for defect regions.</summary>
    /// <param name="threshold">Finite; in units of the anomaly map.</param>
    /// <returns>A new transformer; this one is unchanged. Both share the loaded graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not finite.</exception>
    public FimNetTransformer WithPixelThreshold(float threshold) =>
        With(_model.Settings with { PixelThreshold = CheckFinite(threshold), PixelCalibration = null });

    /// <summary>The same model with other defect regions.</summary>
    /// <param name="options">Minimum area and hysteresis.</param>
    /// <returns>A new transformer; this one is unchanged. Both share the loaded graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public FimNetTransformer WithRegions(DefectRegionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return With(_model.Settings with { Regions = options });
    }

    /// <summary>Scores images and chooses thresholds by rules. The thresholds, where they come from and the good images' scores are kept with the model.</summary>
    /// <remarks>docs/calibration.md says which rule to take. <see cref="FimNetModels"/> calibrates a whole chain or loaded model, from the rows that it takes.</remarks>
    /// <param name="images">
    /// Images that the model was not trained on, with its image column. Without labels all must be good. A rule for good images alone passes over rows that are
    /// labelled as defective.
    /// </param>
    /// <param name="scoreRule">Chooses <see cref="Threshold"/>.</param>
    /// <param name="pixelRule">Chooses <see cref="PixelThreshold"/>; <see langword="null"/> leaves it as it is.</param>
    /// <param name="labelColumnName">
    /// Says which images are defective: Boolean, or Single with 1 for defective. Rules for labelled data need it. For the others a view may lack a column of the default name;
    /// any other name must be there.
    /// </param>
    /// <param name="maskPathColumnName">The paths of mask pictures: Text, empty for good images. Only pixel rules for labelled data need it.</param>
    /// <returns>A new transformer; this one is unchanged. Both share the loaded graph.</returns>
    /// <exception cref="ArgumentException">A column is missing or of another type, or the model writes one of that name itself.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few good images for the rule (the message says how many it needs), none, or no defective ones for a rule that needs them; or a label is missing, a score is
    /// not finite, or a defective image has no mask for a rule that needs it.
    /// </exception>
    /// <exception cref="ImageReadException">An image or mask cannot be read.</exception>
    /// <exception cref="ModelFormatException">The model gives an image a score or a map that is not finite, or its graph cannot be run.</exception>
    public FimNetTransformer Calibrate(
        IDataView images, ThresholdRule scoreRule, ThresholdRule? pixelRule = null, string labelColumnName = ViewColumn.DefaultLabel, string maskPathColumnName = "MaskPath")
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(scoreRule);
        return With(Calibrator.Calibrate(_model.Settings, Transform(images), scoreRule, pixelRule, labelColumnName, maskPathColumnName));
    }

    /// <summary>The same model with another number of threads a run. By default a run uses every core, which gives the shortest time for one image.</summary>
    /// <param name="threads">
    /// 1 to 1024. Take 1 when as many images are scored at once as there are cores, for example by a pool of prediction engines or by several models side by side:
    /// runs that share the cores then do not wait for each other.
    /// </param>
    /// <returns>A new transformer with a graph of its own in memory; this one is unchanged. The number is not saved with the model.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is out of its range.</exception>
    public FimNetTransformer WithThreads(int threads)
    {
        if (threads is < 1 or > 1024)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "The number of threads must be 1 to 1024.");
        }

        return new FimNetTransformer(_environment, _model, new SharedSession(_model, threads));
    }

    /// <summary>
    /// The same model with its large convolutions and matrix products in 8 bits (static quantization). On processors with 8-bit dot products, such as AVX-512 VNNI,
    /// it scores about 1.7 times as fast, from a file less than half as large; on others it may be slower: measure both.
    /// </summary>
    /// <remarks>
    /// Scores change a little, so choose the thresholds again with <see cref="Calibrate"/>. Saving, loading and exporting work as before.
    /// docs/performance.md has the measured speed and accuracy.
    /// </remarks>
    /// <param name="goodImages">
    /// Some tens of defect-free images, for example those of the training: the ranges of the network's values are taken from them. Has the model's image column.
    /// </param>
    /// <returns>A new transformer; this one is unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or not of type Image.</exception>
    /// <exception cref="ImageReadException">An image is missing or cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">There are no images, or the model is quantized already.</exception>
    public FimNetTransformer Quantize(IDataView goodImages)
    {
        ArgumentNullException.ThrowIfNull(goodImages);
        if (IsQuantized)
        {
            throw new InvalidOperationException("The model is quantized already. Quantize the model that it was made from.");
        }

        DataViewSchema.Column column = ImageSchema.Column(goodImages.Schema, _model.Settings.Columns.Image);
        byte[] graph = Int8Quantizer.Quantize(_model.Graph, ImageColumnReader.ReadAll(goodImages, column));
        var model = new FimNetModel(graph, _model.Settings with { IsQuantized = true });
        return new FimNetTransformer(_environment, model, Loaded(_session.Of(model)));
    }

    /// <summary>
    /// Writes the model as one ONNX file: input <c>image</c> (uint8 [batch, height, width, 3], RGB, any size), outputs <c>anomaly_map</c>
    /// (float [batch, H, W]), <c>score</c> (float [batch]) and <c>reconstruction</c> (uint8 [batch, H, W, 3]). The metadata entry
    /// <c>fimnet.settings</c> holds threshold, sizes, options and versions as JSON.
    /// </summary>
    /// <param name="path">The file to write; an existing one is replaced, in one step.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void ExportOnnx(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, temporary =>
        {
            using FileStream stream = File.Create(temporary);
            ExportOnnx(stream);
        });
    }

    /// <summary>Writes the model as ONNX, as <see cref="ExportOnnx(string)"/> does.</summary>
    /// <param name="stream">Writable; left open.</param>
    public void ExportOnnx(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _model.WriteOnnx(stream);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or not of type Image.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Mapper(inputSchema).OutputSchema;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The image column is missing or not of type Image.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, Mapper(input.Schema));
    }

    /// <inheritdoc/>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Mapper(inputSchema);
    }

    /// <summary>
    /// Releases the graph's native memory. Safe to call more than once and while other threads score; a later use loads the graph again,
    /// so that a transformer survives the prediction engine that disposed it.
    /// </summary>
    public void Dispose() => _session.Release();

    /// <inheritdoc/>
    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        FimNetModelFormat.Save(ctx, _model);
    }

    private static SharedSession Loaded(SharedSession session)
    {
        session.Load();
        return session;
    }

    private FimNetTransformer With(ModelSettings settings) => new(_environment, _model with { Settings = settings }, _session);

    private static float CheckFinite(float threshold) => float.IsFinite(threshold)
        ? threshold
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be a finite number in units of the raw score and the anomaly map.");

    private ScoringRowMapper Mapper(DataViewSchema inputSchema) => new(inputSchema, _model.Settings, _session);
}
