using FimNet.MLNet.Persistence;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.Scoring;

/// <summary>Scores row by row, one image a run: what a prediction engine uses.</summary>
internal sealed class ScoringRowMapper(DataViewSchema inputSchema, ModelSettings settings, SharedSession session)
    : ImageRowMapper(inputSchema, settings.Columns.Image, ScoredColumns.Of(settings.Columns, settings.ImageWidth, settings.ImageHeight))
{
    public ModelSettings Settings => settings;

    public SharedSession Session => session;

    public bool IsReconstruction(DataViewSchema.Column column) => IsAdded(column) && column.Name == settings.Columns.Reconstruction;

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
            if (reader.ReadOrNull(spent: image) is not { } read)
            {
                return missing ??= ImageScores.OfNoImage(settings.ImageWidth * settings.ImageHeight);
            }

            image = read;
            return session.Run([image], buffers, settings.Columns.Reconstruction is not null)[0];
        }
    }
}
