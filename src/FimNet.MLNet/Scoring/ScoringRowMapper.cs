using System.Diagnostics;
using FimNet.MLNet.Diagnostics;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.Scoring;

/// <summary>Scores row by row, one image a run: what a prediction engine uses.</summary>
internal sealed class ScoringRowMapper(DataViewSchema inputSchema, ModelSettings settings, SharedSession session)
    : ImageRowMapper(inputSchema, settings.Columns.Image, ScoredColumns.Of(settings.Columns, settings.ImageWidth, settings.ImageHeight))
{
    private readonly ScoringTelemetry _telemetry = new(settings);

    public ModelSettings Settings => settings;

    public bool IsReconstruction(DataViewSchema.Column column) => IsAdded(column) && column.Name == settings.Columns.Reconstruction;

    /// <inheritdoc cref="ImageColumnReader.ReadOrNull"/>
    public RgbImage? Read(ImageColumnReader reader, RgbImage? spent)
    {
        try
        {
            RgbImage? image = reader.ReadOrNull(spent);
            if (image is null)
            {
                _telemetry.Failed("missing");
            }

            return image;
        }
        catch (ImageReadException e)
        {
            _telemetry.Failed(e.GetType().FullName!);
            throw;
        }
    }

    /// <inheritdoc cref="ScoringSession.Run"/>
    public ImageScores[] Run(IReadOnlyList<RgbImage> images, ScoreBuffers buffers, bool reconstruct)
    {
        using Activity? span = _telemetry.StartRun(images.Count);
        long start = ScoringTelemetry.Now;
        try
        {
            ImageScores[] scores = session.Run(images, buffers, reconstruct);
            _telemetry.Scored(scores, start);
            return scores;
        }
        catch (Exception e)
        {
            span.Fail(e);
            _telemetry.Failed(e.GetType().FullName!, images.Count);
            throw;
        }
    }

    /// <summary>The scores of a row without an image.</summary>
    public ImageScores NoImage() => ImageScores.OfNoImage(settings.ImageWidth * settings.ImageHeight);

    public override AppendedGetters CreateGetters(DataViewRow input)
    {
        var reader = new ImageColumnReader(input, ImageColumn);
        long position = -1;
        ImageScores? scores = null, missing = null;
        RgbImage? image = null;
        var buffers = new ScoreBuffers();
        return new AppendedGetters(ScoredColumns.Getters(settings, Current));

        ImageScores Current()
        {
            if (position != input.Position)
            {
                scores = Score();
                position = input.Position;
            }

            return scores!;
        }

        ImageScores Score()
        {
            if (Read(reader, spent: image) is not { } read)
            {
                return missing ??= NoImage();
            }

            image = read;
            return Run([image], buffers, settings.Columns.Reconstruction is not null)[0];
        }
    }
}
